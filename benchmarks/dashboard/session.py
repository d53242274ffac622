"""One reader of the dashboard without a browser: speaks Streamlit's protocol over a websocket."""

import time
import urllib.parse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

SECONDS = 60
#: What servers of tests and benchmarks are started with as GAINS_TOKEN.
TOKEN = "only-for-servers-of-tests"
COOKIE = f"gains_token={TOKEN}"


class Session:
    """A session of one reader.

    Parameters
    ----------
    address : str
        Of the server, http://127.0.0.1:8501.
    origin : str
        The page that opens the session; the server itself by default.
    host : str
        The name that the socket asks for; that of the address by default.
    cookie : str
        The token of a server without a login.
    """

    def __init__(
        self, address: str, origin: str = "", host: str = "", cookie: str = COOKIE
    ) -> None:
        self.address = address
        self.pages: dict[str, str] = {}
        where = urllib.parse.urlsplit(address)
        self._socket = connect(
            f"ws://{host or where.netloc}/_stcore/stream",
            address=(where.hostname, where.port),
            subprotocols=["streamlit"],
            additional_headers={"Origin": origin or address, "Cookie": cookie},
            max_size=None,
            open_timeout=SECONDS,
            legacy=True,
        )

    def view(self, page: str = "", **parameters: str) -> list[ForwardMsg]:
        """Open a page and give every message until its script has finished.

        Parameters
        ----------
        page : str
            Path of the page, empty for the first.
        **parameters
            Of the address.
        """
        message = BackMsg()
        state = message.rerun_script
        state.page_name = page
        state.query_string = urllib.parse.urlencode(parameters)
        state.context_info.color_scheme = "light"
        state.context_info.timezone = "UTC"
        state.context_info.url = f"{self.address}/{page}"
        self._socket.send(message.SerializeToString())
        received = []
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            answer = ForwardMsg()
            answer.ParseFromString(self._socket.recv(timeout=SECONDS))
            received.append(answer)
            if answer.WhichOneof("type") == "script_finished":
                return received
        raise TimeoutError(f"the page {page!r} did not finish within {SECONDS} seconds")

    def timed(self, page: str = "", **parameters: str) -> float:
        """Give the seconds from asking for a page to its last message."""
        start = time.perf_counter()
        self.view(page, **parameters)
        return time.perf_counter() - start

    def close(self) -> None:
        """End the session."""
        self._socket.close()


def elements(messages: list[ForwardMsg]) -> list:
    """Give the elements that messages put on the page."""
    return [
        message.delta.new_element
        for message in messages
        if message.WhichOneof("type") == "delta"
        and message.delta.WhichOneof("type") == "new_element"
    ]


def texts(messages: list[ForwardMsg]) -> list[str]:
    """Give the texts, headings and errors on the page."""
    found = []
    for element in elements(messages):
        kind = element.WhichOneof("type")
        if kind in ("markdown", "heading", "alert"):
            found.append(getattr(element, kind).body)
        elif kind == "exception":
            found.append("exception: " + element.exception.message)
    return found


def tiles(messages: list[ForwardMsg]) -> dict[str, str]:
    """Give the tiles on the page: label -> value."""
    return {
        element.metric.label: element.metric.body
        for element in elements(messages)
        if element.WhichOneof("type") == "metric"
    }
