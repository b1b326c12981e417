"""What can go wrong with a language model, one class a reason; each builds its own Chinese message.

None of them names the key or quotes what the model said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ModelError(Exception):
    """The model gave nothing that can be used; the rules answer alone."""


class RetryableModelError(ModelError):
    """Another try may succeed."""


class DeadlinePassedError(ModelError):
    """No time is left for this question."""

    def __init__(self) -> None:
        super().__init__("没有在限定时间内回答")


class RestingError(ModelError):
    """The endpoint failed a moment ago and is left alone for a while."""

    def __init__(self) -> None:
        super().__init__("刚才连不上，稍后再试")


class ConnectionFailedError(RetryableModelError):
    """The endpoint cannot be reached, or the connection broke."""

    def __init__(self) -> None:
        super().__init__("接口连不上或连接中断")


class StatusError(RetryableModelError):
    """The endpoint answered with an HTTP status of trouble that may pass (429, 5xx)."""

    def __init__(self, status: int, wait: float = 0.0) -> None:
        self.status = status
        self.wait = wait  # seconds that the endpoint asks for
        super().__init__(f"接口返回状态 {status}")


class RefusedError(ModelError):
    """The endpoint refused the request: wrong key, unknown model, a request it does not take."""

    def __init__(self, status: int) -> None:
        self.status = status
        hint = {401: "密钥不对", 403: "没有权限", 404: "没有这个模型或地址"}.get(status, "请求不被接受")
        super().__init__(f"接口返回状态 {status}（{hint}）")


class InvalidReplyError(RetryableModelError):
    """A reply that is not what was asked for: no JSON, another schema, cut off."""

    def __init__(self) -> None:
        super().__init__("回答不合格式")


class OversizedReplyError(ModelError):
    """A reply larger than any answer can be."""

    def __init__(self) -> None:
        super().__init__("回答过长")


class NotInstalledError(ModelError):
    """The package of the provider is not installed."""

    def __init__(self, provider: str) -> None:
        super().__init__(f"没有安装提供方 {provider} 的 LangChain 组件；OpenAI 兼容的接口请写 openai:模型名")


class UnusableSettingsError(ModelError):
    """Settings that no model can be opened with: an unknown provider, a value that its package refuses."""

    def __init__(self, provider: str) -> None:
        super().__init__(f"提供方 {provider} 不认识，或设置不能用；OpenAI 兼容的接口请写 openai:模型名")


class KeyFileError(ModelError):
    """The file that should hold the key cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"读不到密钥文件 {path}")
