"""One reader's visit: who looks, at which version, within which companies, in which colors."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from gains.published import access
from gains.published.publication import LastRun, Publication, Version
from gains.published.reader import Reader
from gains.report.palette import Palette, palette

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Visit:
    """What every page needs to know.

    Attributes
    ----------
    user : access.User
        Who looks.
    scope : access.Scope
        The companies that may be seen.
    version : Version
        Pinned when the session began; changes only when the reader asks for the newer one.
    last_run : LastRun
        How the last build ended.
    theme : str
        light or dark.
    """

    user: access.User
    scope: access.Scope
    version: Version
    last_run: LastRun
    theme: str

    @property
    def colors(self) -> Palette:
        """The chart colors of the reader's theme."""
        return palette(self.theme)

    @property
    def reader(self) -> Reader:
        """The way to the rows that this visit may see."""
        return Reader(self.version.database, self.scope)

    def content(
        self,
        make: Callable[Concatenate[Reader, Palette, P], T],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """Make a page's content once per version, scope, theme and arguments."""
        keep: Callable[..., object] = cached  # its cache hides what it takes
        key = (self.version, self.scope, self.theme)
        return cast(T, keep(make, *key, *arguments, **named))


@lru_cache(maxsize=400)
def cached(
    make: Callable[..., object],
    version: Version,
    scope: access.Scope,
    theme: str,
    *arguments: Hashable,
    **named: Hashable,
) -> object:
    """Keep what `make` gives; the version is in the key, so nothing ever expires."""
    return make(Reader(version.database, scope), palette(theme), *arguments, **named)


def pinned(newest: Version) -> Version:
    """Give the version this session began with, while its file still exists."""
    version = st.session_state.get("version")
    if version is None or not version.database.is_file():
        version = st.session_state["version"] = newest
    return version


def begin(user: access.User) -> Visit | access.Scope:
    """Begin a visit, or give the scope alone while nothing can be shown.

    Raises
    ------
    access.AccessFileError
        When the access file has the wrong shape.
    """
    scope = access.resolve(user)
    publication = Publication()
    newest = publication.current()
    if newest is None or scope.is_empty:
        return scope
    theme = st.context.theme.type or "light"
    begun = Visit(user, scope, pinned(newest), publication.last_run(), theme)
    st.session_state["visit"] = begun
    return begun


def visit() -> Visit:
    """Give the visit that the app has begun for this page."""
    return cast(Visit, st.session_state["visit"])
