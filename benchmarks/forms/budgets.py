"""The forms of budgets (预算公开表) as several provinces print them, with invented figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from benchmarks.forms.ledger import FUNDS, Ledger, chance, name_of
from benchmarks.forms.sheet import LEFT, UP, Panel, Rows, Style, form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from benchmarks.forms.ledger import Spent
    from benchmarks.pdf.drawing import DrawnTable

_GOVERNMENT = (
    ("501", "机关工资福利支出", ("301",)),
    ("502", "机关商品和服务支出", ("302",)),
    ("503", "机关资本性支出（一）", ("310",)),
    ("509", "对个人和家庭的补助", ("303",)),
)
_SUMS = ("本年收入合计", "上年结转", "收入总计"), ("本年支出合计", "结转下年", "支出总计")


@dataclass(slots=True)
class Budgets:
    """The forms of one department in the manner of a province."""

    books: Ledger
    style: Style
    draw: Random
    manner: str
    indent: int = 0
    count: int = 0

    def tables(self) -> Iterator[DrawnTable]:
        makes = {
            "guangdong": (
                self.summary,
                self.receipts,
                self.expenditure,
                self.fiscal,
                self.general,
                self.basic_rows,
                self.three_rows,
                self.fund,
                self.projects,
            ),
            "zhejiang": (
                self.summary,
                self.receipts_by_body,
                self.expenditure,
                self.fiscal,
                self.general,
                self.basic_rows,
                self.three_row,
                self.fund,
                self.project_funds,
            ),
            "beijing": (
                self.summary,
                self.receipts_by_body,
                self.expenditure,
                self.project_funds,
                self.purchases,
                self.fiscal,
                self.general_parts,
                self.basic_parts,
                self.three_years,
                self.fund,
            ),
            "sichuan": (
                self.summary,
                self.receipts_by_body,
                self.expenditure,
                self.fiscal,
                self.general_parts,
                self.basic_rows,
                self.three_body,
                self.projects,
            ),
            "hunan": (
                self.four_panels,
                self.receipts_by_body,
                self.expenditure,
                self.by_government,
                self.fiscal,
                self.basic_parts,
                self.three_row,
                self.fund,
            ),
            "shandong": (
                self.summary,
                self.receipts,
                self.expenditure,
                self.fiscal,
                self.general_compared,
                self.basic_parts,
                self.three_body,
                self.purchases,
            ),
        }
        for make in makes[self.manner]:
            yield make()

    def _form(self, title: str, header: Rows, body: Rows, panels: Sequence[Panel], **more: object) -> DrawnTable:
        self.count += 1
        books, pick = self.books, self.draw.choice
        named = {
            "number": pick(
                (f"表{self.count}", f"预算公开表{self.count}", f"部门公开表{self.count}", f"附件{self.count}", "")
            ),
            "owner": pick(
                (
                    f"部门名称：{books.organization}",
                    f"单位名称：{books.organization}",
                    f"填报单位：{books.organization}",
                    "",
                )
            ),
            "unit_words": pick(("单位：", "金额单位：", "单位:")),
            "below": pick(("", "", "注：无相关数据的，以空表列示。")),
        }
        year = pick(("", f"{books.year}年", f"{books.year}年度"))
        return form(f"{year}{title}", books.unit, header, body, panels, **{**named, **more})  # type: ignore[arg-type]

    def money(self, *values: int | None) -> list[str]:
        return [self.style.amount(value) for value in values]

    def _left(self) -> list[tuple[str, int | None]]:
        receipts = dict(self.books.receipts)
        return [
            ("一、一般公共预算拨款收入", receipts["财政拨款收入"]),
            ("二、政府性基金预算拨款收入", 0),
            ("三、国有资本经营预算拨款收入", 0),
            ("四、财政专户管理资金收入", 0),
            ("五、事业收入", receipts["事业收入"]),
            ("六、事业单位经营收入", receipts["经营收入"]),
            ("七、上级补助收入", receipts["上级补助收入"]),
            ("八、附属单位上缴收入", receipts["附属单位上缴收入"]),
            ("九、其他收入", receipts["其他收入"]),
        ]

    def _right(self) -> list[tuple[str, int | None]]:
        classes = [(code, below) for code, below in self.books.codes() if len(code) == len("201")]
        marks = "一二三四五六七八九"
        return [
            (f"{marks[n]}、{name_of(code)}", sum(one.whole for one in below)) for n, (code, below) in enumerate(classes)
        ]

    def summary(self) -> DrawnTable:
        """收支总表, two panels."""
        left, right = self._left(), self._right()
        rows = max(len(left), len(right))
        left += [("", None)] * (rows - len(left))
        right += [("", None)] * (rows - len(right))
        got, spent = sum(value or 0 for _, value in left), sum(value or 0 for _, value in right)
        left += [
            (name, value)
            for name, value in zip(_SUMS[0], (got, self.books.carried, got + self.books.carried), strict=True)
        ]
        right += [
            (name, value)
            for name, value in zip(_SUMS[1], (spent, self.books.left, spent + self.books.left), strict=True)
        ]
        body = [
            [one, *self.money(two), three, *self.money(four)]
            for (one, two), (three, four) in zip(left, right, strict=True)
        ]
        amount = self.draw.choice((f"{self.books.year}年预算数", "预算数", "预算", "金额"))
        low = ["项目", amount, self.draw.choice(("项目", "项目（按功能分类）", "支出功能分类科目")), amount]
        top = self.draw.choice((["收入", LEFT, "支出", LEFT], ["收  入", LEFT, "支  出", LEFT]))
        title = {"guangdong": "收支总体情况表", "zhejiang": "部门收支预算总表", "shandong": "部门收支总体情况表"}.get(
            self.manner, "部门收支总表"
        )
        return self._form(title, [top, low], body, [Panel((), (0,), (1,)), Panel((), (2,), (3,))])

    def receipts(self) -> DrawnTable:
        """收入总体情况表: a list."""
        rows = [*self._left()]
        got = sum(value or 0 for _, value in rows)
        rows += [("本年收入合计", got), ("上年结转", self.books.carried), ("收入总计", got + self.books.carried)]
        body = [[name, *self.money(value)] for name, value in rows]
        return self._form("收入总体情况表", [["项目", f"{self.books.year}年预算"]], body, [Panel((), (0,), (1,))])

    def receipts_by_body(self) -> DrawnTable:
        """部门收入总表: a row a body, many columns."""
        receipts = [value for _, value in self._left()]
        header = [
            ["单位编码", "单位名称", "合计", "本年收入", *[LEFT] * 9, "上年结转"],
            [
                UP,
                UP,
                UP,
                "小计",
                "一般公共预算",
                "政府性基金预算",
                "国有资本经营预算",
                "财政专户管理资金",
                "事业收入",
                "事业单位经营收入",
                "上级补助收入",
                "附属单位上缴收入",
                "其他收入",
                UP,
            ],
        ]

        def figures(share: int) -> list[str]:
            parts = [int((value or 0) * share / 100) for value in receipts]
            carried = int(self.books.carried * share / 100)
            return self.money(sum(parts) + carried, sum(parts), *parts, carried)

        own = self.books.organization
        body = [
            ["合计", LEFT, *figures(100)],
            ["118", own, *figures(100)],
            ["118001", f"{own}（本级）", *figures(100)],
        ]
        return self._form("部门收入总表", header, body, [Panel((), (1,), tuple(range(2, 14)))])

    def _accounts(
        self, title: str, columns: Rows, figures: object, fund: int | None = None, **more: object
    ) -> DrawnTable:
        split = chance(self.draw, 0.5)
        width = 4 if split else 2
        names = self.draw.choice(("科目名称", "单位名称（科目）", "功能分类科目名称"))
        code = self.draw.choice(("科目编码", "功能分类科目编码"))
        header = [[code, *[LEFT] * (width - 2), names]]
        if split:
            header.append(["类", "款", "项", UP])
            columns = columns if len(columns) > 1 else [columns[0], [UP] * len(columns[0])]
        while len(header) < len(columns):
            header.append([UP] * width)
        header = [[*one, *two] for one, two in zip(header, columns, strict=True)]
        everything = [one for one in self.books.spent if fund is None or one.fund == fund]
        total = ["合计", *[LEFT] * (width - 1)] if chance(self.draw, 0.5) else [*[""] * (width - 1), "合计"]
        body: Rows = [[*total, *figures(everything)]]  # type: ignore[operator]
        for name, below in self.books.codes(fund):
            label = "　" * (len(name) // 2 - 1) * self.indent + name_of(name)
            body.append([*([name[:3], name[3:5], name[5:]] if split else [name]), label, *figures(below)])  # type: ignore[operator]
        if not everything:
            body = [[""] * (width + len(columns[0]))] * 2
        values = tuple(range(width, width + len(columns[0])))
        return self._form(title, header, body, [Panel(tuple(range(width - 1)), (width - 1,), values)], **more)

    def expenditure(self) -> DrawnTable:
        """部门支出总表."""
        names = ["合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出"]
        return self._accounts("部门支出总表", [names], lambda below: self.money(*_two(below), 0, 0, 0))

    def fiscal(self) -> DrawnTable:
        """财政拨款收支总表."""
        books = self.books
        of = [sum(one.whole for one in books.spent if one.fund == n) for n in range(3)]
        left: list[tuple[str, int | None]] = [("一、本年收入", sum(of))]
        left += [(f"（{mark}）{FUNDS[n]}拨款", of[n]) for n, mark in enumerate("一二三")]
        left += [("二、上年结转", 0)] + [(f"（{mark}）{FUNDS[n]}拨款", 0) for n, mark in enumerate("一二三")]
        marks = "一二三四五六七八九"
        right: list[tuple[str, list[int | None]]] = [("一、本年支出", [sum(of), *of])]
        for n, (code, _) in enumerate((code, below) for code, below in books.codes() if len(code) == len("201")):
            parts = [sum(one.whole for one in books.spent if one.code[:3] == code and one.fund == k) for k in range(3)]
            right.append((f"（{marks[n]}）{name_of(code)}", [sum(parts), *parts]))
        right.append(("二、结转下年", [0, 0, 0, 0]))
        rows = max(len(left), len(right))
        left += [("", None)] * (rows - len(left))
        right += [("", [None] * 4)] * (rows - len(right))
        left.append(("收入总计", sum(of)))
        right.append(("支出总计", [sum(of), *of]))
        body = [
            [one, *self.money(two), three, *self.money(*four)]
            for (one, two), (three, four) in zip(left, right, strict=True)
        ]
        amount = self.draw.choice(("预算数", "金额"))
        header = [["收入", LEFT, "支出", *[LEFT] * 4], ["项目", amount, "项目", "合计", *FUNDS]]
        return self._form("财政拨款收支总表", header, body, [Panel((), (0,), (1,)), Panel((), (2,), (3, 4, 5, 6))])

    def general(self) -> DrawnTable:
        """一般公共预算支出表."""
        if chance(self.draw, 0.5):
            top = [f"{self.books.year}年预算数", LEFT, LEFT]
            columns = [top, ["小计", "基本支出", "项目支出"]]
        else:
            columns = [["合计", "基本支出", "项目支出"]]
        return self._accounts("一般公共预算支出表", columns, lambda below: self.money(*_two(below)), 0)

    def general_parts(self) -> DrawnTable:
        """一般公共预算财政拨款支出表: 基本支出 in 人员经费 and 日常公用经费."""

        def figures(below: Sequence[Spent]) -> list[str]:
            whole, basic, project = _two(below)
            public = basic // 9
            return self.money(whole, basic, basic - public, public, project)

        columns = [["合计", "基本支出", LEFT, LEFT, "项目支出"], [UP, "小计", "人员经费", "日常公用经费", UP]]
        return self._accounts("一般公共预算财政拨款支出表", columns, figures, 0)

    def general_compared(self) -> DrawnTable:
        """一般公共预算支出情况表: with last year's figure and the growth in amount."""
        year = self.books.year

        def figures(below: Sequence[Spent]) -> list[str]:
            whole, basic, project = _two(below)
            last = whole - whole // 11 + (whole % 7) * 100
            return self.money(last, whole, basic, project, whole - last)

        columns = [
            [f"{year - 1}年预算数", f"{year}年预算数", LEFT, LEFT, f"{year}年比{year - 1}年增减"],
            [UP, "小计", "基本支出", "项目支出", UP],
        ]
        return self._accounts("一般公共预算财政拨款支出情况表", columns, figures, 0)

    def _economic(self) -> list[tuple[str, str, int]]:
        found: list[tuple[str, str, int]] = []
        for one in ("301", "302", "303", "310"):
            own = [(code, name_of(code), amount) for code, amount in self.books.economic if code.startswith(one)]
            if own:
                found += [(one, name_of(one), sum(amount for *_, amount in own)), *own]
        return found

    def basic_rows(self) -> DrawnTable:
        """一般公共预算基本支出表: 类 and 款, 合计, 人员经费 and 公用经费."""
        split = chance(self.draw, 0.5)
        rows = self._economic()
        code = ["经济分类科目", LEFT, LEFT] if split else ["经济分类科目", LEFT]
        low = ["类", "款", "科目名称"] if split else ["科目编码", "科目名称"]
        header = [[*code, f"{self.books.year}年基本支出", LEFT, LEFT], [*low, "合计", "人员经费", "公用经费"]]
        whole = sum(amount for one, _, amount in rows if len(one) == len("301"))
        staff = sum(amount for one, _, amount in rows if one in {"301", "303"})
        width = len(low)
        body: Rows = [["合计", *[LEFT] * (width - 1), *self.money(whole, staff, whole - staff)]]
        for one, name, amount in rows:
            parts = [one[:3], one[3:]] if split else [one]
            own = (amount, amount, 0) if one[:3] in {"301", "303"} else (amount, 0, amount)
            body.append([*parts, "　" * self.indent * (len(one) // 2 - 1) + name, *self.money(*own)])
        panel = Panel(tuple(range(width - 1)), (width - 1,), tuple(range(width, width + 3)))
        return self._form("一般公共预算基本支出表", header, body, [panel])

    def basic_parts(self) -> DrawnTable:
        """一般公共预算基本支出表 with the government's classification beside that of departments."""
        rows = self._economic()
        header = [
            ["部门预算支出经济分类科目", LEFT, "合计", "人员经费", "公用经费"],
            ["科目编码", "科目名称", UP, UP, UP],
        ]
        whole = sum(amount for one, _, amount in rows if len(one) == len("301"))
        staff = sum(amount for one, _, amount in rows if one in {"301", "303"})
        body: Rows = [["", "合计", *self.money(whole, staff, whole - staff)]]
        for one, name, amount in rows:
            own = (amount, amount, 0) if one[:3] in {"301", "303"} else (amount, 0, amount)
            body.append([one, name, *self.money(*own)])
        return self._form("一般公共预算财政拨款基本支出表", header, body, [Panel((0,), (1,), (2, 3, 4))])

    def four_panels(self) -> DrawnTable:
        """收支总表 with 功能分类, 部门 and 政府 economic classification side by side."""
        left, right = self._left(), self._right()
        economic = [(one, name, amount) for one, name, amount in self._economic() if len(one) == len("301")]
        by_department: list[tuple[str, int | None]] = [("一、基本支出", sum(amount for *_, amount in economic))]
        by_department += [(name, amount) for _, name, amount in economic]
        project = sum(one.project for one in self.books.spent)
        by_department += [("二、项目支出", project)]
        amounts = {one: amount for one, _, amount in economic}
        by_government = [
            (f"{mark}、{name}", sum(amounts.get(one, 0) for one in own))
            for mark, (_, name, own) in zip("一二三四", _GOVERNMENT, strict=True)
        ]
        by_government.append(("五、其他支出", project))
        body: Rows = []
        for row in zip_longest(left, right, by_department, by_government, fillvalue=("", None)):
            body.append([text for name, amount in row for text in (name, *self.money(amount))])
        got, spent = sum(value or 0 for _, value in left), sum(value or 0 for _, value in right)
        body.append(
            [
                text
                for name, amount in zip(
                    ("本年收入合计", *["本年支出合计"] * 3), (got, spent, spent, spent), strict=True
                )
                for text in (name, *self.money(amount))
            ]
        )
        year = f"{self.books.year}年预算"
        header = [
            ["收入", LEFT, "支出", *[LEFT] * 5],
            [
                "项目",
                year,
                "项目（按功能分类）",
                year,
                "项目（按部门预算经济分类）",
                year,
                "项目（按政府预算经济分类）",
                year,
            ],
        ]
        return self._form("部门收支总体情况表", header, body, [Panel((), (n,), (n + 1,)) for n in (0, 2, 4, 6)])

    def by_government(self) -> DrawnTable:
        """支出预算分类汇总表: a column a 政府预算 economic class."""
        names = [name for _, name, _ in _GOVERNMENT]

        def figures(below: Sequence[Spent]) -> list[str]:
            whole, basic, project = _two(below)
            parts = [basic - basic // 3 - basic // 9, basic // 3, project, basic // 9]
            return self.money(whole, *parts)

        columns = [["总计", "政府预算支出经济分类", *[LEFT] * 3], [UP, *names]]
        return self._accounts("支出预算分类汇总表（按政府预算经济分类）", columns, figures)

    def three_row(self) -> DrawnTable:
        """三公: one row, this year's and last year's."""
        this, last = self.books.three
        year = self.books.year
        half = ["小计", "因公出国（境）费", "公务用车购置及运行费", LEFT, LEFT, "公务接待费"]
        low = [UP, UP, "合计", "公务用车购置费", "公务用车运行费", UP]
        header = [[f"{year - 1}年预算数", *[LEFT] * 5, f"{year}年预算数", *[LEFT] * 5], half * 2, low * 2]
        row = [value for one in (last, this) for value in (sum(one), one[0], one[1] + one[2], one[1], one[2], one[3])]
        return self._form("一般公共预算“三公”经费支出表", header, [self.money(*row)], [Panel((), (), tuple(range(12)))])

    def three_body(self) -> DrawnTable:
        """三公 of bodies: 单位编码, 单位名称, amounts."""
        this = self.books.three[0]
        header = [
            ["单位编码", "单位名称", "当年财政拨款预算安排", *[LEFT] * 5],
            [UP, UP, "合计", "因公出国（境）费用", "公务用车购置及运行费", LEFT, LEFT, "公务接待费"],
            [UP, UP, UP, UP, "小计", "公务用车购置费", "公务用车运行费", UP],
        ]
        row = self.money(sum(this), this[0], this[1] + this[2], *this[1:])
        body = [["合计", LEFT, *row], ["118001", self.books.organization, *row]]
        return self._form("财政拨款“三公”经费支出预算表", header, body, [Panel((), (1,), tuple(range(2, 8)))])

    def three_rows(self) -> DrawnTable:
        """“三公”经费预算表: a row an item."""
        this, last = self.books.three
        rows = [
            ("“三公”经费", sum(this), sum(last)),
            ("其中：（一）因公出国（境）支出", this[0], last[0]),
            ("（二）公务用车购置及运行支出", this[1] + this[2], last[1] + last[2]),
            ("1.公务用车购置", this[1], last[1]),
            ("2.公务用车运行维护费", this[2], last[2]),
            ("（三）公务接待费支出", this[3], last[3]),
        ]
        body = [[name, *self.money(*values)] for name, *values in rows]
        header = [["项目", f"{self.books.year}年预算", f"{self.books.year - 1}年预算"]]
        return self._form("一般公共预算安排的“三公”经费预算表", header, body, [Panel((), (0,), (1, 2))])

    def three_years(self) -> DrawnTable:
        """三公: a row a year."""
        this, last = self.books.three
        header = [
            ["年份", "总计", "因公出国（境）费用", "公务接待费", "公务用车购置和运行维护费", LEFT, LEFT],
            [UP, UP, UP, UP, "小计", "公务用车购置费", "公务用车运行维护费"],
        ]
        body = [
            [
                f"{self.books.year - back}年预算数",
                *self.money(sum(one), one[0], one[3], one[1] + one[2], one[1], one[2]),
            ]
            for back, one in ((1, last), (0, this))
        ]
        return self._form("财政拨款“三公”经费预算表", header, body, [Panel((), (0,), (1, 2, 3, 4, 5, 6))])

    def fund(self) -> DrawnTable:
        """政府性基金预算支出表."""
        columns = [["本年政府性基金预算支出", LEFT, LEFT], ["合计", "基本支出", "项目支出"]]
        return self._accounts("政府性基金预算支出表", columns, lambda below: self.money(*_two(below)), 1)

    def projects(self) -> DrawnTable:
        """项目支出预算表: body and project, kinds of money."""
        header = [
            ["单位名称", "项目名称", "合计", "财政拨款", LEFT, LEFT, "其他资金"],
            [UP, UP, UP, "小计", "一般公共预算", "政府性基金预算", UP],
        ]
        rows = self.books.projects
        whole = sum(amount for _, amount in rows)
        body: Rows = [["合计", LEFT, *self.money(whole, whole, whole, 0, 0)]]
        for number, (name, amount) in enumerate(rows):
            body.append(
                [self.books.organization if not number else UP, name, *self.money(amount, amount, amount, 0, 0)]
            )
        return self._form("部门项目支出预算表", header, body, [Panel((), (0, 1), (2, 3, 4, 5, 6))])

    def project_funds(self) -> DrawnTable:
        """项目支出表: 项目类别, 项目名称, amounts; the kind is merged down."""
        header = [
            ["类型", "项目名称", "项目单位", "合计", "本年拨款", LEFT, "财政拨款结转结余"],
            [UP, UP, UP, UP, "一般公共预算", "政府性基金预算", UP],
        ]
        rows = self.books.projects
        whole = sum(amount for _, amount in rows)
        body: Rows = [["合计", LEFT, LEFT, *self.money(whole, whole, 0, 0)]]
        for number, (name, amount) in enumerate(rows):
            kind = {0: "31-部门项目", len(rows) // 2: "22-其他运转类"}.get(number, UP)
            body.append([kind, name, self.books.organization, *self.money(amount, amount, 0, 0)])
        return self._form("项目支出表", header, body, [Panel((), (0, 1, 2), (3, 4, 5, 6))])

    def purchases(self) -> DrawnTable:
        """政府采购预算明细表."""
        header = [["采购类别", self.draw.choice(("金额", "采购预算金额"))]]
        parts = [amount for _, amount in self.books.projects[:3]]
        body = [["合计", *self.money(sum(parts))]]
        body += [[name, *self.money(amount)] for name, amount in zip(("货物", "工程", "服务"), parts, strict=True)]
        return self._form("政府采购预算表", header, body, [Panel((), (0,), (1,))])


def _two(below: Sequence[Spent]) -> tuple[int, int, int]:
    basic, project = sum(one.basic for one in below), sum(one.project for one in below)
    return basic + project, basic, project
