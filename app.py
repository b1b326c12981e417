"""Start the page (网页): `python app.py` is the same as `yusuan serve`."""

from __future__ import annotations

from assistant.ui.app import launch
from index.settings import IndexSettings

if __name__ == "__main__":
    launch(IndexSettings())
