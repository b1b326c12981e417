"""Start the page (网页): `python app.py` is the same as `yusuan serve`."""

from __future__ import annotations

from assistant.settings import Settings
from assistant.ui.app import launch

if __name__ == "__main__":
    settings = Settings()
    launch(settings, settings.host, settings.port)
