"""The spoken forms of all loaded organizations (单位简称), places and bodies apart, so that thousands fit in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from index.catalogue.organization_forms import BodyForm, PlaceKind, body_forms, clean, cut, fixed_forms, place_forms
from index.catalogue.pronunciation import sound

if TYPE_CHECKING:
    from index.catalogue.places import PlaceName

Organization = tuple[int, str, tuple[str, ...]]  # id, full name, short names
_GOVERNED = tuple("省市县区州盟旗")
_POINTING = frozenset("我本该全各")  # 我局, 本单位: what a document calls itself is no name to others


@dataclass(frozen=True)
class Lexicon:
    """The spoken forms of the loaded organizations, places and bodies apart."""

    names: dict[str, tuple[int, ...]] = field(default_factory=dict)
    places: dict[str, dict[tuple[PlaceName, ...], PlaceKind]] = field(default_factory=dict)
    bodies: dict[str, dict[str, BodyForm]] = field(default_factory=dict)
    members: dict[tuple[PlaceName, ...], dict[str, tuple[int, ...]]] = field(default_factory=dict)

    @cached_property
    def by_sound(self) -> dict[tuple[str, ...], list[str]]:
        """Forms of places (2 characters and more) and bodies (3 and more) by their sound."""
        sounds: dict[tuple[str, ...], list[str]] = {}
        for form in (*(p for p in self.places if len(p) > 1), *(b for b in self.bodies if len(b) > 2)):  # noqa: PLR2004
            sounds.setdefault(sound(form), []).append(form)
        return sounds

    def ids_of_body(self, body: str) -> tuple[int, ...]:
        """Ids of all organizations with a body."""
        return tuple(i for bodies in self.members.values() for i in bodies.get(body, ()))


def _composed(lexicon: Lexicon, form: str) -> bool:
    """Whether a form is a place, a body, or both in order, so that the rules find it."""
    if form in lexicon.places or form in lexicon.bodies:
        return True
    return any(form[:i] in lexicon.places and form[i:] in lexicon.bodies for i in range(1, len(form)))


@lru_cache(maxsize=8)
def lexicon_of(organizations: tuple[Organization, ...]) -> Lexicon:
    """Return the lexicon of the loaded organizations; kept for the next question."""
    lexicon = Lexicon()
    for identity, full_name, _ in organizations:
        name = cut(full_name)
        members = lexicon.members.setdefault(name.places, {})
        members[name.body] = (*members.get(name.body, ()), identity)
        # 青川市市本级 is one government: the province around it is another
        government = not name.body and name.text.endswith(_GOVERNED)
        for form, kind in place_forms(name.places).items():
            if government and kind is PlaceKind.AROUND:
                continue
            lexicon.places.setdefault(form, {})[name.places] = kind
        for form, body_form in body_forms(name.body).items():
            lexicon.bodies.setdefault(form, {})[name.body] = body_form
        for form in (name.text, *fixed_forms(name)):
            lexicon.names[form] = (*lexicon.names.get(form, ()), identity)
    for identity, _, short_names in organizations:
        for short in map(clean, short_names):
            # forms that the rules give mean all organizations they fit, not only the one they are stored with
            if len(short) > 1 and short[0] not in _POINTING and not _composed(lexicon, short):
                known = lexicon.names.get(short, ())
                lexicon.names[short] = known if identity in known else (*known, identity)
    return lexicon
