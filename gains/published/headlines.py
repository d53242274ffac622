"""Every figure that a headline or a tile states, with the cell of the database that it is."""

from gains.published.reader import Reader
from gains.published.rows import HeadlineFiguresRow


def of(reader: Reader, scope: str, initiative_ids: list[str]) -> list[HeadlineFiguresRow]:
    """Return the figures of a scope of totals, of its data, and of initiatives; by id."""
    return reader.select(
        HeadlineFiguresRow,
        """
        select * from headline_figures
        where scope = $scope or scope in (select 'initiative:' || unnest($keys))
        order by figure_id
        """,
        scope=scope,
        keys=initiative_ids,
    )
