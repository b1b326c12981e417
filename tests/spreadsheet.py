"""Formulas of exported workbooks, worked out from the cells they refer to, without any spreadsheet program."""

from __future__ import annotations

import ast
import operator
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_OTHER_SHEET = re.compile(r"'([^']+)'!\$([A-Z]+)\$(\d+)")
_SAME_SHEET = re.compile(r"(?<![\"A-Z$'])([A-Z])(\d+)(?!\()")
_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def worked_out(book: Workbook, sheet: Worksheet, formula: str) -> Decimal:
    """The value of a formula: references, + − × ÷, ROUND, ABS, COUNT. Raise for anything else."""
    assert formula.startswith("=")
    expression = _OTHER_SHEET.sub(r'cell("\1","\2\3")', formula[1:])
    expression = _SAME_SHEET.sub(rf'cell("{sheet.title}","\1\2")', expression)
    return _value(book, ast.parse(expression, mode="eval").body)


def _value(book: Workbook, node: ast.expr) -> Decimal:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Decimal(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(book, inner)
        case ast.BinOp(left=left, op=op, right=right):
            return Decimal(_OPERATIONS[type(op)](_value(book, left), _value(book, right)))
        case ast.Call(func=ast.Name(id="cell"), args=[ast.Constant(value=title), ast.Constant(value=place)]):
            return _held(book, str(title), str(place))
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return _called(function, [_value(book, one) for one in arguments])
    raise AssertionError(ast.dump(node))


def _called(function: str, values: list[Decimal]) -> Decimal:
    if function == "ROUND":
        return values[0].quantize(Decimal(1).scaleb(-int(values[1])), rounding=ROUND_HALF_UP)
    return {"ABS": lambda: abs(values[0]), "COUNT": lambda: Decimal(len(values))}[function]()


def _held(book: Workbook, title: str, place: str) -> Decimal:
    held: Any = book[title][place].value
    if isinstance(held, str):
        return worked_out(book, book[title], held)
    return Decimal(str(held))
