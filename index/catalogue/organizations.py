"""Names of organizations (单位名称): short names, whether a spoken form means a full name, and mentions in a question.

Nothing here knows a real organization: all forms are made from the full names that are loaded. What looks like an
organization and is not loaded is reported as unknown, so that nobody is answered with another organization's figure.
"""

from __future__ import annotations

from index.catalogue.mentions import Mention, Mentions, Unknown, find_mentions
from index.catalogue.organization_forms import (
    PlaceKind,
    body_forms,
    clean,
    cut,
    may_stand_for,
    place_forms,
    spoken_forms,
)
from index.catalogue.places import listed_at
from index.catalogue.pronunciation import misspells

__all__ = ["Mention", "Mentions", "Unknown", "find_mentions", "match_mention", "short_names"]

_MOST_PLACES = 4
_LONGEST_LEVEL = 3  # 区, 开发区
_MISSPELT = 0.8  # share of its score that a form with one wrong character keeps


def match_mention(mention: str, full_name: str) -> float:
    """Score how well a spoken form means a full name: 1 the name itself, 0 not at all.

    A form naming another place never matches. One character replaced by one of the same sound is forgiven where the
    form as written is no form of the name, and names no other listed place.
    """
    name = cut(full_name)
    text = clean(mention)
    forms = spoken_forms(name)
    if text in forms:
        return forms[text]
    end = listed_at(text, 0)
    if end and not any(form.startswith(text[:end]) for form in place_forms(name.places)):
        return 0.0
    scores = [score for form, score in forms.items() if misspells(text, form)]
    return max(scores, default=0.0) * _MISSPELT


def _in_order(form: str, text: str) -> bool:
    """Whether the characters of `form` stand in `text` in this order."""
    characters = iter(text)
    return all(character in characters for character in form)


def short_names(full_name: str) -> tuple[str, ...]:
    """Return the forms under which people speak of an organization, without the name itself.

    Fewer than `match_mention` accepts: those that are worth storing for look-up. Place alone and body alone are among
    them, so a short name may be shared by several organizations.
    """
    name = cut(full_name)
    places = place_forms(name.places)
    written = [form for form in sorted(places, key=lambda form: (len(form), form)) if _in_order(form, name.text)]
    own = [form for form in written if places[form] is PlaceKind.ITSELF][:_MOST_PLACES]
    others = [form for form in written if form not in own and len(form) <= _LONGEST_LEVEL]
    others = [form for form in others if may_stand_for(form, places[form], name.places)]
    bodies = {form: body for form, body in body_forms(name.body).items() if not body.mixed}
    forms = spoken_forms(name)
    combined = (place + body for place in ("", *own, *others) for body in bodies)
    unique = dict.fromkeys(form for form in (*own, *combined) if len(form) > 1 and form in forms)
    unique.pop(clean(full_name), None)
    return tuple(unique)
