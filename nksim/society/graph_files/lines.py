"""A text taken apart into rows of cells: comments, quotes, and any usual separator.

From `#` or `%` on, at the start of a line or after white space, a line is a comment, and from `//`
at its start. Quotes hold a name with blanks together.
"""

from __future__ import annotations

import ast
import csv
import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import Attributes

BLANKS = " "  # the separator of a table without any
SEPARATORS = "\t;|,"
MARK = "\ufeff"  # a byte order mark within a text: somebody has joined two files
SHOWN = 60
WORDS = {
    "nan": math.nan,
    "NaN": math.nan,
    "inf": math.inf,
    "null": None,
    "true": True,
    "false": False,
}
_SIGNS = frozenset(',;|"')
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'(?<![^\s,;|])"(?:[^"]|"")*"(?![^\s,;|])')
_COMMENT = re.compile(r"(?:^|(?<=\s))[#%]|^\s*//")
_DATA = re.compile(r"(?<=[\s,;|])\{")
_BLANK = re.compile(r"[ \t]")
_WORD = re.compile(r'"(?:[^"]|"")*"(?=[ \t]|$)|[^ \t]+')
_SEPARATOR_LINE = re.compile(r"\"?sep=(.)\"?", re.IGNORECASE)  # Excel's
_DECIMAL_COMMA = re.compile(r"\S+[ \t]+\S+[ \t]+[-+]?\d*,\d+")


class Row(NamedTuple):
    """The cells of a line; `data` is the dictionary that networkx writes behind a tie, if any."""

    number: int
    cells: list[str]
    data: Attributes | None


class _Line(NamedTuple):
    """A line without comment and data; in `bare` quoted text is blotted out."""

    number: int
    text: str
    bare: str
    data: Attributes | None


def rows_of(text: str) -> tuple[list[Row], str]:
    """The rows of a table that hold anything, and the separator; GraphError with the line."""
    raw = _LINE_END.split(text)
    lines, separator = list(_lines(raw)), ""
    if lines and (told := _SEPARATOR_LINE.fullmatch(lines[0].text.strip())):
        separator, lines = told[1], lines[1:]
    separator = separator or _separator(lines)
    rows = [Row(line.number, _cells(line, separator), line.data) for line in lines]
    return [row for row in rows if any(row.cells)], separator


def _lines(raw: Sequence[str]) -> Iterator[_Line]:
    for number, text in enumerate(raw, 1):
        end = _end_of_content(_without_quoted(text))
        text = text[:end]
        bare = _without_quoted(text)
        data: Attributes | None = None
        found = _DATA.search(bare) if bare.rstrip().endswith("}") else None
        if found is not None:
            data = _data(text[found.start() :].strip(), number)
            text = text[: found.start()].rstrip().rstrip(",;|")
            bare = bare[: found.start()].rstrip().rstrip(",;|")
        if bare.strip():
            yield _Line(number, text, bare, data)


def _without_quoted(text: str) -> str:
    """A text of the same length in which nothing that stands in quotes is a sign."""
    if '"' not in text:
        return text
    return _QUOTED.sub(lambda found: "q" * len(found[0]), text)


def _end_of_content(bare: str) -> int:
    """Where a comment begins; the end of the line if there is none."""
    if "#" not in bare and "%" not in bare and "//" not in bare:
        return len(bare)
    comment = _COMMENT.search(bare)
    return len(bare) if comment is None else comment.start()


def _data(text: str, number: int) -> Attributes:
    """The attributes of a tie, as networkx writes them into an edge list."""
    try:
        try:
            data = ast.literal_eval(text)
        except ValueError:
            data = ast.literal_eval(_Written().visit(ast.parse(text, mode="eval")))
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        data = None
    if not isinstance(data, dict):
        raise GraphError(
            f"line {number}: {text[:SHOWN]!r} are no attributes of a tie;"
            " write {'weight': 0.5}, or a third column"
        )
    return {str(key): value for key, value in data.items()}


class _Written(ast.NodeTransformer):
    """Values as they are shown and not written: nan, inf, JSON's words, numbers of numpy."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The value of a word that stands for one."""
        return ast.Constant(WORDS[node.id]) if node.id in WORDS else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """The number in `np.float64(0.5)`."""
        of_numpy = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "np"
        return self.visit(node.args[0]) if of_numpy and len(node.args) == 1 else node


def _separator(lines: Sequence[_Line]) -> str:
    """The sign that stands in every line of more than one word; blanks if none does."""
    if all(_DECIMAL_COMMA.fullmatch(line.bare.strip()) for line in lines):
        return BLANKS
    for sign in SEPARATORS:
        without = [line.bare.strip() for line in lines if sign not in line.bare]
        if len(without) < len(lines) and not any(_BLANK.search(bare) for bare in without):
            return sign
    return BLANKS


def _cells(line: _Line, separator: str) -> list[str]:
    others = set(SEPARATORS) - {separator}
    if separator == BLANKS:
        cells = _words(line)
    elif separator not in line.bare and others & set(line.bare.strip()):
        raise _other_separator(line, line.text.strip())
    elif '"' in line.text:
        cells = _unquoted(line, separator)
    else:
        cells = line.text.split(separator)
    return [cell.strip().strip(MARK) for cell in cells]


def _unquoted(line: _Line, separator: str) -> list[str]:
    """The cells of a line between separators, some of them in quotes."""
    text = line.text.strip(" ")
    try:
        return next(csv.reader([text], delimiter=separator, skipinitialspace=True, strict=True), [])
    except csv.Error:
        raise GraphError(
            f"line {line.number}: a quote is opened and not closed, or closed within a name"
            f' (got {text[:SHOWN]!r}); put the whole name in quotes, and write "" for a quote in it'
        ) from None


def _words(line: _Line) -> list[str]:
    """The words of a line between blanks; what stands in quotes is one."""
    if not _SIGNS.intersection(line.text):
        return [word for word in line.text.replace("\t", " ").split(" ") if word.strip()]
    cells = [word for word in _WORD.findall(line.text) if word.strip()]
    return [_word(cell, line, alone=len(cells) == 1) for cell in cells]


def _word(cell: str, line: _Line, *, alone: bool) -> str:
    if cell[0] == '"':
        if len(cell) > 1 and cell[-1] == '"':
            return cell[1:-1].replace('""', '"')
        raise GraphError(
            f"line {line.number}: a quote is opened and not closed (got {line.text[:SHOWN]!r})"
        )
    ends = cell if alone else cell[0] + cell[-1]
    if set(ends) & set(SEPARATORS):
        raise _other_separator(line, cell)
    return cell


def _other_separator(line: _Line, cell: str) -> GraphError:
    return GraphError(
        f"line {line.number}: {cell[:SHOWN]!r} holds a separator that other lines have not;"
        " write one separator throughout, and names that hold it in quotes"
    )
