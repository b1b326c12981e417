"""Under whose heading a figure stands (分单位说明): 一、某局本级, 二、某中心, each with its own figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import strip_numbering
from index.identity import names_body
from index.model.records import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.records import Identity

_OFFICE: Final = re.compile("[（(]?(?:机关本级|本级|本部|机关)[）)]?$")


def body_of(section: Sequence[str], identity: Identity) -> str:
    """The body that the nearest such heading names; "" where figures are of the organization of the document."""
    for heading in reversed(section):
        name = strip_numbering("".join(heading.split())).rstrip("：:")
        bare = _OFFICE.sub("", name)
        if bare and names_body(bare):
            own = bare == _OFFICE.sub("", identity.organization)
            return "" if own and (bare == name or identity.scope is Scope.UNIT) else name
    return ""
