"""What is written on a figure."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.text import Text


def words(figure: Figure) -> str:
    """Everything that is written on a figure."""
    figure.draw_without_rendering()
    return "\n---\n".join(text.get_text() for text in figure.findobj(Text) if text.get_visible())


def beyond_the_scales(figure: Figure) -> set[Text]:
    """Numbers that matplotlib holds for ticks beyond the ends of an axis and never draws."""
    return {
        label
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
        for label in (tick.label1, tick.label2)
    }
