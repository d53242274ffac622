"""The pages, in the order of the navigation: the one list of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes
    ----------
    name : str
        Its file in `app_pages/`, and the module of `gains.report` that makes its content.
    title : str
        In the navigation.
    icon : str
        A Material symbol.
    path : str
        In the address; empty for the first page.
    """

    name: str
    title: str
    icon: str
    path: str


PAGES = (
    Page("portfolio", "Portfolio", ":material/dashboard:", ""),
    Page("initiative", "Initiative", ":material/conversion_path:", "initiative"),
    Page("value", "Value", ":material/payments:", "value"),
    Page("working_capital", "Working capital", ":material/account_balance:", "cash"),
    Page("time", "Where time goes", ":material/hourglass:", "time"),
    Page("trust", "Data & definitions", ":material/verified:", "trust"),
    Page("snapshots", "Snapshots", ":material/photo_camera:", "snapshots"),
)
