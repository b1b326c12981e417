"""Settings of the index (设置): read from YUSUAN_… environment variables, overridden by the command line."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class IndexSettings(BaseSettings):
    """Where the index lives and how documents are read."""

    model_config = SettingsConfigDict(env_prefix="YUSUAN_", extra="ignore")

    home: Path = Field(default=Path("~/.yusuan"), description="索引目录：SQL 数据库和 Chroma 向量库")
    database_url: str = Field(default="", description="SQLAlchemy 数据库地址；空则用索引目录里的 SQLite")
    embedding_model: str = Field(
        default="embedded", description="句向量模型：embedded（内置，不联网）或 sentence-transformers 模型名/目录"
    )
    embed: bool = Field(default=True, description="载入时是否计算文字段落的向量")
    max_file_mb: int = Field(default=64, ge=1, description="单个文件的大小上限（MB）")
    jobs: int = Field(default=0, ge=0, description="同时读取的文件数；0 为处理器核数")
    seconds_per_file: float = Field(
        default=300, gt=0, description="读取一个文件最多用的秒数；做文字识别的每一页另加 60 秒"
    )
    megabytes_per_file: int = Field(
        default=1024, ge=256, description="读取一个文件的进程最多用的内存（MB）；做文字识别时另加 1024"
    )

    @property
    def home_directory(self) -> Path:
        """The index directory with ~ expanded."""
        return self.home.expanduser()

    @property
    def url(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.home_directory / 'yusuan.sqlite3'}"

    @property
    def chroma_directory(self) -> Path:
        """Where Chroma keeps its collection."""
        return self.home_directory / "chroma"
