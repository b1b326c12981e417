"""The language model as the program meets it (模型接口): a prompt and a schema in, a record of that schema out.

LangChain is met here alone, and imported with the first question that needs it. Whatever goes wrong becomes one of
assistant.llm.errors; no message of the library is passed on, because it may quote the request.
"""

from __future__ import annotations

import contextvars
import json
import logging
import time
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.llm.errors import (
    ConnectionFailedError,
    DeadlinePassedError,
    InvalidReplyError,
    KeyFileError,
    ModelError,
    NotInstalledError,
    RefusedError,
    RestingError,
    RetryableModelError,
    StatusError,
    UnusableSettingsError,
)
from assistant.llm.prompts import load_prompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.llm.deadline import Deadline
    from assistant.settings import Settings

_LOGGER = logging.getLogger(__name__)
Shape = TypeVar("Shape", bound=BaseModel)
METHODS: Final = ("json_schema", "function_calling", "json_mode")
_UNSUPPORTED: Final = frozenset({400, 404, 405, 415, 422, 501})  # what servers answer to a method they do not know
_COMPATIBLE: Final = "openai:"
_TOO_MANY: Final = 429
_TROUBLE: Final = 500
_PAUSE: Final = 0.2  # seconds before another try
_REST: Final = 30.0  # seconds that an endpoint is left alone after failing
_FAILURES: Final = 2  # failures in a row after which it is


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the model: who it is to be, and what is given to it."""

    system: str
    user: str


class Client:
    """One endpoint: remembers which way of structured output it knows, and rests it when it fails."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._model: Any = None
        self._method: str | None = None if settings.llm_method == "auto" else settings.llm_method
        self._failures = 0
        self._rests_until = 0.0

    @property
    def name(self) -> str:
        """The model as the settings name it."""
        return self._settings.llm

    @property
    def method(self) -> str | None:
        """The way of structured output that works, None before the first answer."""
        return self._method

    def prepare(self) -> None:
        """Bring in the libraries, which takes a second, before the time of a question begins. Raise ModelError."""
        self._opened()

    def ask(self, request: Request, shape: type[Shape], deadline: Deadline) -> Shape:
        """A record of `shape` that the model gives within the deadline. Raise ModelError."""
        if time.monotonic() < self._rests_until:
            raise RestingError
        try:
            reply = self._tried(request, shape, deadline)
        except InvalidReplyError:
            self._failures = 0  # it answers, if badly
            raise
        except ModelError:
            self._failures += 1
            if self._failures >= _FAILURES:
                self._rests_until = time.monotonic() + _REST
            raise
        self._failures = 0
        return reply

    def _tried(self, request: Request, shape: type[Shape], deadline: Deadline) -> Shape:
        for attempt in range(self._settings.llm_retries + 1):
            try:
                return self._by_any_method(request, shape, deadline)
            except RetryableModelError as error:
                wait = max(getattr(error, "wait", 0.0), _PAUSE)
                _LOGGER.info("model: %s", error)
                if attempt == self._settings.llm_retries:
                    raise
                if wait >= deadline.left:
                    raise DeadlinePassedError from error
                time.sleep(wait)
        raise InvalidReplyError

    def _by_any_method(self, request: Request, shape: type[Shape], deadline: Deadline) -> Shape:
        """Ask by the method that works; while none is known, by each in turn until one is not refused."""
        methods = METHODS if self._method is None else (self._method,)
        for method in methods:
            try:
                reply = self._once(request, shape, method, deadline)
            except RefusedError as error:
                if error.status not in _UNSUPPORTED or method == methods[-1]:
                    raise
                continue
            self._method = method
            return reply
        raise InvalidReplyError

    def _once(self, request: Request, shape: type[Shape], method: str, deadline: Deadline) -> Shape:
        left = deadline.check()
        model = self._opened()

        # the library's own time-out counts from the last byte, so it only ends what the deadline has left behind
        own = {"timeout": left} if self._settings.llm.startswith(_COMPATIBLE) else {}
        messages = [("system", _with_schema(request.system, shape, method)), ("user", request.user)]

        def invoke() -> Any:
            return model.with_structured_output(shape, method=method, include_raw=True, **own).invoke(messages)

        return _checked(_within(invoke, deadline), shape)

    def _opened(self) -> Any:
        with self._lock:
            if self._model is None:
                self._model = open_model(self._settings)
            return self._model


def _with_schema(system: str, shape: type[BaseModel], method: str) -> str:
    """The schema goes into the prompt where the method does not carry it."""
    if method != "json_mode":
        return system
    schema = json.dumps(shape.model_json_schema(), ensure_ascii=False)
    return load_prompt("json").fill(system=system, schema=schema)


def _checked(answered: Any, shape: type[Shape]) -> Shape:
    """The parsed record. Raise InvalidReplyError for anything else."""
    parsed = answered.get("parsed") if isinstance(answered, dict) else None
    if not isinstance(parsed, shape):
        raise InvalidReplyError
    return parsed


def open_model(settings: Settings) -> Any:
    """The chat model of the settings. Raise NotInstalledError, UnusableSettingsError, KeyFileError."""
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - a second to import

    provider, _, name = settings.llm.partition(":")
    given: dict[str, Any] = {"temperature": 0, "max_retries": 0, "max_tokens": settings.llm_tokens}
    if settings.llm_base_url:
        given["base_url"] = settings.llm_base_url
    key = read_key(settings)
    if provider == "openai":
        from assistant.llm.limited import http_client  # noqa: PLC0415 - brings in the OpenAI library

        given |= {"http_client": http_client(), "api_key": key or "none"}  # servers at home want none
    elif key:
        given["api_key"] = key
    try:
        return init_chat_model(name, model_provider=provider, **given)
    except ImportError as error:
        raise NotInstalledError(provider) from error
    except Exception as error:  # each provider's package has its own errors
        raise UnusableSettingsError(provider) from error


def read_key(settings: Settings) -> str:
    """The key of the environment, or of the file. Raise KeyFileError."""
    key = settings.llm_api_key.get_secret_value()
    if key or settings.llm_api_key_file is None:
        return key
    try:
        return settings.llm_api_key_file.expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(settings.llm_api_key_file) from error


def _within(call: Callable[[], Any], deadline: Deadline) -> Any:
    """Run a call in a thread and wait no longer than the deadline; a thread left behind ends by its own time-out."""
    from assistant.llm.limited import current  # noqa: PLC0415 - brings in the OpenAI library

    outcome: list[Any] = []
    current.set(deadline)
    context = contextvars.copy_context()

    def run() -> None:
        try:
            outcome.append((call(), None))
        except Exception as error:  # noqa: BLE001 - told to the thread that waits
            outcome.append((None, error))

    thread = Thread(target=context.run, args=(run,), daemon=True)
    thread.start()
    thread.join(deadline.check())
    if not outcome:
        raise DeadlinePassedError
    result, error = outcome[0]
    if error is not None:
        raise told(error) from None
    return result


def told(error: BaseException) -> ModelError:
    """What a library's error means here."""
    cause: BaseException | None = error
    while cause is not None:  # what the limits raise comes wrapped
        if isinstance(cause, ModelError):
            return cause
        cause = cause.__cause__ or cause.__context__
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        if status == _TOO_MANY or status >= _TROUBLE:
            return StatusError(status, _wait(error))
        return RefusedError(status)
    name = type(error).__name__
    if "Timeout" in name:
        return DeadlinePassedError()
    if isinstance(error, ValidationError | ValueError | TypeError | KeyError) or "Finish" in name or "Parser" in name:
        return InvalidReplyError()
    return ConnectionFailedError()


def _wait(error: BaseException) -> float:
    """Seconds that an endpoint asks to wait (Retry-After), 0 where it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(float(headers.get("retry-after", 0)), 0.0)
    except ValueError:
        return 0.0
