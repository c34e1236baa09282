"""Reading YAML as a tree of values, each with the file, line and column where it stands.

A scenario may come from a stranger, so text is read event by event (see `composing`).
"""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from nksim.core.characters import unseen
from nksim.core.errors import Fault, ScenarioError
from nksim.core.reading import place_of
from nksim.scenario.composing import Composer
from nksim.scenario.nodes import Node, Place, to_plain

__all__ = ["Node", "Place", "parse_document", "to_plain"]


def parse_document(text: str, file: str, option: str = "") -> tuple[Node, list[Fault]]:
    """The tree of one YAML document and the faults that do not keep it from being read.

    Raises ScenarioError if there is no document, more than one, or no YAML at all.
    """
    origin = Place(file, option=option)
    composer = Composer(text, origin)
    try:
        return composer.compose(), composer.faults
    except MarkedYAMLError as error:
        raise ScenarioError([_syntax_fault(error, origin)]) from None
    except ReaderError as error:
        raise ScenarioError([_character_fault(error, text, origin)]) from None
    except (ArithmeticError, AssertionError, ValueError):  # numbers of directives and escapes
        raise ScenarioError(
            [composer.reached.fault("is not YAML: a number is too large")]
        ) from None


def _syntax_fault(error: MarkedYAMLError, origin: Place) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    problem = " ".join(str(part) for part in (error.context, error.problem) if part)
    advice = "; indent with spaces, not tabs" if "\\t" in problem else ""
    return Place(origin.file, line, column, origin.option).fault(f"is not YAML: {problem}{advice}")


def _character_fault(error: ReaderError, text: str, origin: Place) -> Fault:
    """A character that YAML does not allow, and where it stands."""
    sign = error.character if isinstance(error.character, str) else chr(error.character)
    line, column = place_of(text, text.index(sign))
    return Place(origin.file, line, column, origin.option).fault(
        f"is not YAML: holds {unseen(sign) or 'the character'}, {ascii(sign)[1:-1]}; take it out"
    )
