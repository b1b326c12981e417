"""Settings of the program (设置): those of the index, where the page is served, and the language model."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pydantic reads the annotations
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from index.settings import IndexSettings


class Settings(IndexSettings):
    """All settings; each can be given as an environment variable YUSUAN_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="YUSUAN_", env_ignore_empty=True, extra="ignore")

    host: str = Field(default="127.0.0.1", description="网页服务的监听地址；0.0.0.0 表示本机所有地址")
    port: int = Field(default=7860, ge=1, le=65535, description="网页服务的端口")
    language: Literal["zh", "en"] = Field(
        default="zh", description="网页起初的语言：zh 中文，en 英文；访问者可在页眉切换"
    )
    conversations_url: str = Field(
        default="", description="保存对话和反馈的 SQLAlchemy 数据库地址；空则用索引目录里的 conversations.sqlite3"
    )

    @property
    def records_url(self) -> str:
        """The URL of the database of conversations and feedback in force."""
        return self.conversations_url or f"sqlite:///{self.home_directory / 'conversations.sqlite3'}"

    session_hours: float = Field(default=12, gt=0, description="登录后多少小时须重新登录")
    questions_per_minute: int = Field(default=30, ge=0, description="每位访客每分钟最多问多少个问题；0 为不限")
    queue_size: int = Field(default=500, ge=1, description="同时排队的请求数，超过的请稍后再试")
    upload_files: int = Field(default=20, ge=1, description="一次最多上传多少个文件")
    upload_documents: int = Field(default=200, ge=1, description="每位访客最多保留多少个上传的文件")
    upload_megabytes: int = Field(default=1024, ge=1, description="每位访客上传的文件最多共占多少 MB")
    upload_total_megabytes: int = Field(default=20480, ge=1, description="所有上传的文件最多共占多少 MB")
    llm: str = Field(
        default="", pattern=r"^$|^[\w-]+:\S+$", description="语言模型，写作“提供方:模型名”；空则不用语言模型"
    )
    llm_base_url: str = Field(default="", description="OpenAI 兼容接口的地址，如 http://127.0.0.1:11434/v1")
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="接口的密钥；不写入日志、答案和报错")
    llm_api_key_file: Path | None = Field(default=None, description="存放密钥的文件，代替 YUSUAN_LLM_API_KEY")
    llm_method: Literal["auto", "json_schema", "function_calling", "json_mode"] = Field(
        default="auto", description="结构化输出的方式；auto 依次试 json_schema、function_calling、json_mode"
    )
    llm_seconds: float = Field(default=20, gt=0, le=600, description="一个问题里等语言模型的总秒数")
    llm_tokens: int = Field(default=2_000, ge=16, le=32_000, description="语言模型一次回答最多写的词元（token）数")
    llm_retries: int = Field(default=1, ge=0, le=5, description="接口出错或回答不合格式时再试的次数")
