"""A graph of the user's own in place of the built ties."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from nksim.scenario.fields import Section


class Network(Section):
    """A graph of the user's own: a file, or a networkx generator with its arguments."""

    model_config = {**Section.model_config, "extra": "allow"}

    file: str | None = Field(
        default=None,
        description="GraphML, GEXF, GML, Pajek, edge list or CSV; relative to the scenario file",
    )
    generator: str | None = Field(
        default=None,
        description="Name of a networkx generator, e.g. watts_strogatz_graph; "
        "its arguments stand beside it",
    )
    layer: Literal["household", "kin", "friend", "neighbour", "work", "market"] = Field(
        default="friend", description="Layer of edges that name none"
    )
    weight: Literal["ignored", "bond"] = Field(
        default="ignored",
        description="Whether weights of edges, 0 to 1, are their bonds at the start; "
        "ignored ones are said",
    )

    @model_validator(mode="after")
    def _one_origin_of_the_graph(self) -> Network:
        if self.file is not None and self.generator is not None:
            raise ValueError("give either file or generator, and not both")
        if self.file is None and self.generator is None:
            raise ValueError("names no graph; give either file or generator")
        if self.file is not None and self.arguments:
            raise ValueError(
                f"a graph from a file takes no arguments (got {', '.join(self.arguments)})"
            )
        return self

    @property
    def arguments(self) -> dict[str, Any]:
        """The generator's own arguments."""
        return dict(self.model_extra or {})
