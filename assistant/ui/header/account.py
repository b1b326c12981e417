"""Who is logged in (登录用户), with the way out; nothing where the page has no users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.ui import markup
from assistant.ui.desk import with_event
from assistant.ui.labels import label
from assistant.ui.login import LOGOUT

if TYPE_CHECKING:
    from assistant.ui.desk import Desk


class Account:
    """The name of the user at the right of the title, as a link that ends the session."""

    def build(self, desk: Desk) -> None:
        """Make the place for it, empty until the page knows who opened it."""
        self._link = desk.gr.HTML("", elem_id="account", visible=False)

    def wire(self, desk: Desk) -> None:
        """Say who it is when the page is opened."""

        def show(request: Any) -> Any:
            user = str(getattr(request, "username", None) or "")
            root = str(request.request.scope.get("root_path", "")) if user else ""
            link = (
                f'<a href="{markup.text(root)}{LOGOUT}">{markup.text(label("log_out", user=user))}</a>' if user else ""
            )
            return desk.gr.HTML(link, visible=bool(user))

        desk.listen(desk.blocks.load, with_event(show, desk.gr.Request, "request"), [], [self._link])
