"""Settings of the program (设置): those of the index, and where the page is served."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from index.settings import IndexSettings


class Settings(IndexSettings):
    """All settings; each can be given as an environment variable YUSUAN_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="YUSUAN_", env_ignore_empty=True, extra="ignore")

    host: str = Field(default="127.0.0.1", description="网页服务的监听地址；0.0.0.0 表示本机所有地址")
    port: int = Field(default=7860, ge=1, le=65535, description="网页服务的端口")
    language: Literal["zh", "en"] = Field(default="zh", description="网页的语言：zh 中文，en 英文")
    conversations_url: str = Field(
        default="", description="保存对话和反馈的 SQLAlchemy 数据库地址；空则用索引目录里的 conversations.sqlite3"
    )

    @property
    def records_url(self) -> str:
        """The URL of the database of conversations and feedback in force."""
        return self.conversations_url or f"sqlite:///{self.home_directory / 'conversations.sqlite3'}"
