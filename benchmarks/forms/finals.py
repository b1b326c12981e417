"""The forms of final accounts (决算公开01–10表), with the variants that departments print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from benchmarks.forms.ledger import FUNDS, Ledger, chance, name_of
from benchmarks.forms.sheet import LEFT, UP, Panel, Rows, Style, form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from benchmarks.pdf.drawing import DrawnTable

_CLASSES = (
    "一、一般公共服务支出",
    "二、外交支出",
    "三、国防支出",
    "四、公共安全支出",
    "五、教育支出",
    "六、科学技术支出",
    "七、文化旅游体育与传媒支出",
    "八、社会保障和就业支出",
    "九、卫生健康支出",
    "十、节能环保支出",
    "十一、城乡社区支出",
    "十二、农林水支出",
    "十三、交通运输支出",
    "十四、资源勘探工业信息等支出",
    "十五、商业服务业等支出",
    "十六、金融支出",
    "十七、援助其他地区支出",
    "十八、自然资源海洋气象等支出",
    "十九、住房保障支出",
    "二十、粮油物资储备支出",
    "二十一、国有资本经营预算支出",
    "二十二、灾害防治及应急管理支出",
    "二十三、其他支出",
)
_CLASS_OF = dict(
    zip(
        (
            "201",
            "202",
            "203",
            "204",
            "205",
            "206",
            "207",
            "208",
            "210",
            "211",
            "212",
            "213",
            "214",
            "215",
            "216",
            "217",
            "219",
            "220",
            "221",
            "222",
            "223",
            "224",
            "229",
        ),
        _CLASSES,
        strict=True,
    )
)


@dataclass(slots=True)
class Finals:
    """The forms of one department, drawn at random from the variants."""

    books: Ledger
    style: Style
    draw: Random
    count: int = 0

    def tables(self) -> Iterator[DrawnTable]:
        for make in (
            self.summary,
            self.receipts,
            self.expenditure,
            self.fiscal,
            self.general,
            self.economic,
            self.three,
            self.fund,
            self.capital,
            self.operating,
        ):
            yield make()

    def _form(self, title: str, header: Rows, body: Rows, panels: Sequence[Panel], **more: object) -> DrawnTable:
        self.count += 1
        books, pick = self.books, self.draw.choice
        named = {
            "number": pick((f"公开{self.count:02d}表", f"财决公开{self.count:02d}表", f"附表{self.count}", "")),
            "owner": pick(
                (f"部门：{books.organization}", f"编制单位：{books.organization}", f"公开部门：{books.organization}")
            ),
            "unit_words": pick(("单位：", "金额单位：", "单位:")),
            "below": pick(("", "注：本表反映部门本年度的情况，金额转换为万元时，因四舍五入可能存在尾差。")),
        }
        year = pick(("", f"{books.year}年度"))
        return form(f"{year}{title}", books.unit, header, body, panels, **{**named, **more})  # type: ignore[arg-type]

    def money(self, *values: int | None) -> list[str]:
        return [self.style.amount(value) for value in values]

    def _by_class(self, amount: Callable[[str], int | None]) -> list[tuple[str, int | None]]:
        return [(name, amount(code)) for code, name in _CLASS_OF.items()]

    def summary(self) -> DrawnTable:
        """收入支出决算总表."""
        books = self.books
        lines = chance(self.draw, 0.6)
        fund = {n: sum(one.whole for one in books.spent if one.fund == n) for n in range(3)}
        receipts = dict(books.receipts)
        general = receipts["财政拨款收入"] - fund[1] - fund[2]
        left: list[tuple[str, int | None]] = [
            ("一、一般公共预算财政拨款收入", general),
            ("二、政府性基金预算财政拨款收入", fund[1]),
            ("三、国有资本经营预算财政拨款收入", fund[2]),
            ("四、上级补助收入", receipts["上级补助收入"]),
            ("五、事业收入", receipts["事业收入"]),
            ("六、经营收入", receipts["经营收入"]),
            ("七、附属单位上缴收入", receipts["附属单位上缴收入"]),
            ("八、其他收入", receipts["其他收入"]),
        ]
        right = self._by_class(lambda code: sum(one.whole for one in books.spent if one.code[:3] == code) or 0)
        got, spent = sum(receipts.values()), sum(one.whole for one in books.spent)
        left += [("", None)] * (len(right) - len(left))
        left += [
            ("本年收入合计", got),
            ("使用非财政拨款结余（含专用结余）", 0),
            ("年初结转和结余", books.carried),
            ("总计", got + books.carried),
        ]
        right += [
            ("本年支出合计", spent),
            ("结余分配", 0),
            ("年末结转和结余", books.left),
            ("总计", spent + books.left),
        ]
        amount = self.draw.choice(("决算数", "金额"))
        header = [["收入", LEFT, LEFT, "支出", LEFT, LEFT], ["项目", "行次", amount] * 2]
        body, number = [], 0
        for number, ((one, first), (two, second)) in enumerate(zip(left, right, strict=True), start=1):
            body.append([one, str(number), *self.money(first), two, str(number + len(left)), *self.money(second)])
        panels = [Panel((), (0,), (2,)), Panel((), (3,), (5,))]
        ordinals: Rows = [["栏次", "", "1", "栏次", "", "2"]] if chance(self.draw, 0.7) else []
        if not lines:
            header, body = _without(header, 1, 4), _without(body, 1, 4)
            ordinals = []
            panels = [Panel((), (0,), (1,)), Panel((), (2,), (3,))]
        return self._form("收入支出决算总表", header, body, panels, ordinals=ordinals)

    def _accounts(
        self,
        title: str,
        columns: Rows,
        figures: Callable[[list[object]], list[str]],
        fund: int | None = None,
        **more: object,
    ) -> DrawnTable:
        """A table of functional accounts: codes in one or three columns, 栏次 and 合计 below the header."""
        split = self.draw.choice((False, True))
        depth = len(columns)
        width = 4 if split else 2
        key = [["项目", *[LEFT] * (width - 1)]]
        names = ["科目名称"] if chance(self.draw, 0.5) else ["功能分类科目名称"]
        code = "科目编码" if chance(self.draw, 0.5) else "功能分类科目编码"
        for level in range(1, depth):
            last = [code, *[LEFT] * (width - 2), *names] if level == 1 else [UP] * width
            key.append(last)
        header = [[*one, *two] for one, two in zip(key, columns, strict=True)]
        values = tuple(range(width, width + len(columns[0])))
        ordinals: Rows = []
        if split or chance(self.draw, 0.6):
            first = ["类", "款", "项", "栏次"] if split else ["栏次", LEFT]
            ordinals = [[*first, *(str(number) for number in range(1, len(values) + 1))]]
        tree = self.books.codes(fund)
        everything = [one for one in self.books.spent if fund is None or one.fund == fund]
        total = [[UP, UP, UP, "合计"] if split else ["合计", LEFT]]
        if split and not ordinals:
            total = [["", "", "", "合计"]]
        body: Rows = [[*total[0], *figures(everything)]] if everything else []  # type: ignore[arg-type]
        for name, below in tree:
            label = "　" * (len(name) // 2 - 1) * self.indent + name_of(name)
            parts = [name[:3], name[3:5], name[5:]] if split else [name]
            body.append([*parts, label, *figures(below)])  # type: ignore[arg-type]
        if not body:
            body = [[""] * (width + len(values))] * 2
        panel = Panel(tuple(range(width - 1)), (width - 1,), values)
        return self._form(title, header, body, [panel], ordinals=ordinals, **more)

    indent: int = 0

    def receipts(self) -> DrawnTable:
        """收入决算表: receipts of an account in proportion to what was spent."""
        books = self.books
        deep = chance(self.draw, 0.5)
        names = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
        top = ["本年收入合计", *names]
        columns = [top, [UP] * len(top)]
        if deep:
            top = ["本年收入合计", *names[:2], "事业收入", LEFT, *names[3:]]
            columns = [top, [UP, UP, UP, "小计", "其中：教育收费", UP, UP, UP]]

        def figures(below: list[object]) -> list[str]:
            whole = sum(one.whole for one in below)  # type: ignore[attr-defined]
            parts = [whole - whole // 20, 0, whole // 20, 0, 0, 0]
            values = [whole, *parts[:3], *([0] if deep else []), *parts[3:]]
            return self.money(*values)

        del books
        return self._accounts("收入决算表", columns, figures)

    def expenditure(self) -> DrawnTable:
        """支出决算表."""
        top = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]

        def figures(below: list[object]) -> list[str]:
            basic, project = _two(below)
            return self.money(basic + project, basic, project, 0, 0, 0)

        return self._accounts("支出决算表", [top, [UP] * len(top)], figures)

    def fiscal(self) -> DrawnTable:
        """财政拨款收入支出决算总表."""
        books = self.books
        of = {n: sum(one.whole for one in books.spent if one.fund == n) for n in range(3)}
        carried = books.carried // 2
        left: list[tuple[str, int | None]] = [
            (f"{mark}、{FUNDS[n]}财政拨款{'收入' if n else ''}", of[n]) for n, mark in enumerate("一二三")
        ]
        right: list[tuple[str, tuple[int, ...]]] = [
            (
                name,
                tuple(
                    sum(one.whole for one in books.spent if one.code[:3] == code and one.fund == n) for n in range(3)
                ),
            )
            for code, name in _CLASS_OF.items()
        ]
        left += [("", None)] * (len(right) - len(left))
        got = sum(of.values())
        left += [
            ("本年收入合计", got),
            ("年初财政拨款结转和结余", carried),
            ("一般公共预算财政拨款", carried),
            ("政府性基金预算财政拨款", 0),
            ("国有资本经营预算财政拨款", 0),
            ("总计", got + carried),
        ]
        right += [
            ("本年支出合计", tuple(of.values())),
            ("年末财政拨款结转和结余", (carried, 0, 0)),
            ("", ()),
            ("", ()),
            ("", ()),
            ("总计", (of[0] + carried, of[1], of[2])),
        ]
        names = [f"{one}财政拨款" for one in FUNDS]
        amount = self.draw.choice(("金额", "决算数"))
        lines = chance(self.draw, 0.6)
        header = [
            ["收入", LEFT, LEFT, "支出", *[LEFT] * 5],
            ["项目", "行次", amount, self.draw.choice(("项目", "项目（按功能分类）")), "行次", "合计", *names],
        ]
        body: Rows = []
        for number, (one, two) in enumerate(zip(left, right, strict=True), start=1):
            name, parts = two
            figures = self.money(sum(parts), *parts) if parts else [""] * 4
            body.append([one[0], str(number), *self.money(one[1]), name, str(number + len(left)), *figures])
        panels = [Panel((), (0,), (2,)), Panel((), (3,), (5, 6, 7, 8))]
        ordinals: Rows = [["栏次", "", "1", "栏次", "", "2", "3", "4", "5"]] if chance(self.draw, 0.7) else []
        if not lines:
            header, body, ordinals = _without(header, 1, 4), _without(body, 1, 4), []
            panels = [Panel((), (0,), (1,)), Panel((), (2,), (3, 4, 5, 6))]
        return self._form("财政拨款收入支出决算总表", header, body, panels, ordinals=ordinals)

    def general(self) -> DrawnTable:
        """一般公共预算财政拨款支出决算表, or with what was carried in and out."""

        def short(below: list[object]) -> list[str]:
            basic, project = _two(below)
            return self.money(basic + project, basic, project)

        def long(below: list[object]) -> list[str]:
            basic, project = _two(below)
            old = project // 7
            return self.money(
                old, 0, old, basic + project, basic, project, basic + project, basic, project, old, 0, old
            )

        if chance(self.draw, 0.6):
            top = ["本年支出", LEFT, LEFT]
            return self._accounts(
                "一般公共预算财政拨款支出决算表",
                [top, [self.draw.choice(("小计", "合计")), "基本支出", "项目支出"]],
                short,
                0,
            )
        top = [
            "年初结转和结余",
            LEFT,
            LEFT,
            "本年收入",
            LEFT,
            LEFT,
            "本年支出",
            LEFT,
            LEFT,
            "年末结转和结余",
            LEFT,
            LEFT,
        ]
        low = [
            "合计",
            "基本支出结转",
            "项目支出结转和结余",
            *["合计", "基本支出", "项目支出"] * 2,
            "合计",
            "基本支出结转",
            "项目支出结转和结余",
        ]
        return self._accounts("一般公共预算财政拨款收入支出决算表", [top, low], long, 0)

    def economic(self) -> DrawnTable:
        """一般公共预算财政拨款基本支出决算明细表: three panels, two totals at the foot."""
        books = self.books
        by_class: dict[str, list[tuple[str, int]]] = {}
        for code, amount in books.economic:
            by_class.setdefault(code[:3], []).append((code, amount))

        def listed(*classes: str) -> list[tuple[str, str, int]]:
            found = []
            for one in classes:
                own = by_class.get(one, [])
                found.append((one, name_of(one), sum(amount for _, amount in own)))
                found += [(code, name_of(code), amount) for code, amount in own]
            return found

        first, goods = listed("301", "303"), listed("302", "310")
        rows = max(len(first), (len(goods) + 1) // 2)
        second, third = goods[:rows], goods[rows:]
        body: Rows = []
        blank: tuple[str, str, int | None] = ("", "", None)
        for row in zip_longest(first, second, third, fillvalue=blank):
            body.append([text for one, name, amount in row for text in (one, name, *self.money(amount))])
        staff, public = (sum(one[2] for one in part if len(one[0]) == len("301")) for part in (first, goods))
        body.append(["人员经费合计", LEFT, *self.money(staff), "公用经费合计", *[LEFT] * 4, *self.money(public)])
        code = self.draw.choice(("科目编码", "经济分类科目编码"))
        head = self.draw.choice(("决算数", "金额"))
        header = [["人员经费", LEFT, LEFT, "公用经费", *[LEFT] * 5], [code, "科目名称", head] * 3]
        panels = [Panel((0,), (1,), (2,)), Panel((3,), (4,), (5,)), Panel((6,), (7,), (8,))]
        title = self.draw.choice(("一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款基本支出决算表"))
        return self._form(title, header, body, panels)

    def three(self) -> DrawnTable:
        """“三公”经费: 12 columns of one row, 预算数 and 决算数."""
        budget, final = self.books.three
        half = ["合计", "因公出国（境）费", "公务用车购置及运行费", LEFT, LEFT, "公务接待费"]
        low = [UP, UP, "小计", "公务用车购置费", "公务用车运行费", UP]
        words = self.draw.choice((("预算数", "决算数"), ("年初预算数", "决算数"), ("全年预算数", "决算数")))
        header = [[words[0], *[LEFT] * 5, words[1], *[LEFT] * 5], half * 2, low * 2]
        row = [
            value for one in (budget, final) for value in (sum(one), one[0], one[1] + one[2], one[1], one[2], one[3])
        ]
        ordinals = [[str(number) for number in range(1, 13)]] if chance(self.draw, 0.8) else []
        return self._form(
            "财政拨款“三公”经费支出决算表",
            header,
            [self.money(*row)],
            [Panel((), (), tuple(range(12)))],
            ordinals=ordinals,
        )

    def fund(self) -> DrawnTable:
        """政府性基金预算财政拨款收入支出决算表."""
        top = ["年初结转和结余", "本年收入", "本年支出", LEFT, LEFT, "年末结转和结余"]

        def figures(below: list[object]) -> list[str]:
            basic, project = _two(below)
            return self.money(0, basic + project, basic + project, basic, project, 0)

        return self._accounts(
            "政府性基金预算财政拨款收入支出决算表", [top, [UP, UP, "小计", "基本支出", "项目支出", UP]], figures, 1
        )

    def capital(self) -> DrawnTable:
        """国有资本经营预算财政拨款支出决算表."""
        top = ["本年支出", LEFT, LEFT]

        def figures(below: list[object]) -> list[str]:
            basic, project = _two(below)
            return self.money(basic + project, basic, project)

        return self._accounts("国有资本经营预算财政拨款支出决算表", [top, ["合计", "基本支出", "项目支出"]], figures, 2)

    def operating(self) -> DrawnTable:
        """机关运行经费 and 政府采购."""
        draw = self.draw
        goods, works, services = (draw.randrange(1, 900_000) for _ in range(3))
        rows = [
            ("一、机关运行经费", draw.randrange(100, 9_000_000)),
            ("二、政府采购支出", goods + works + services),
            ("（一）政府采购货物支出", goods),
            ("（二）政府采购工程支出", works),
            ("（三）政府采购服务支出", services),
        ]
        body = [[name, str(number), *self.money(amount)] for number, (name, amount) in enumerate(rows, start=1)]
        return self._form(
            "机关运行经费及政府采购情况表",
            [["项目", "行次", "统计数"]],
            body,
            [Panel((), (0,), (2,))],
            ordinals=[["栏次", "", "1"]],
        )


def _two(below: Sequence[object]) -> tuple[int, int]:
    return sum(one.basic for one in below), sum(one.project for one in below)  # type: ignore[attr-defined]


def _without(rows: Rows, *columns: int) -> Rows:
    return [[text for column, text in enumerate(row) if column not in columns] for row in rows]
