"""The SQL schema (数据库结构): one row a record, amounts as integers of 分 beside the printed text.

`value` columns hold the exact decimal as text, because SQL's own numeric types are floats in some databases; `fen` is
the amount in 分 for comparing, sorting and summing, NULL for what is not money or is an empty cell.
Rows of one document are found by `document_id`; their `ordinal` is the record's position in the interpretation.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String, Table, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_VERSION = 5


class Base(DeclarativeBase):
    """Base of all tables."""


def table_of(model: type[Base]) -> Table:
    """The table of a class: a statement over tables is made in less time than one over classes."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101  for the type alone: no class is of a join
    return table


class Meta(Base):
    """Key and value about the index itself (schema version, revision)."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class OrganizationRow(Base):
    """An organization (单位)."""

    __tablename__ = "organizations"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)


class OrganizationNameRow(Base):
    """A name by which an organization goes (简称), normalised; short names are made from the full one.

    A name that only an owner's document gives is `owner`'s; "" is everybody's.
    """

    __tablename__ = "organization_names"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200), index=True)
    owner: Mapped[str] = mapped_column(String(32), default="")


class DocumentRow(Base):
    """A loaded file (文件); `owner` says whose it is, "" that everybody may see it (index.store.viewing)."""

    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300), index=True)
    path: Mapped[str] = mapped_column(Text, unique=True)
    owner: Mapped[str] = mapped_column(String(32), default="", index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    format: Mapped[str] = mapped_column(String(10))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    year: Mapped[int | None] = mapped_column(Integer, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    scope: Mapped[str] = mapped_column(String(10))
    pages: Mapped[int | None] = mapped_column(Integer)
    recognised: Mapped[str] = mapped_column(Text, default="[]")  # JSON: pages that are pictures, read by recognition
    tables: Mapped[int] = mapped_column(Integer)
    figures: Mapped[int] = mapped_column(Integer)
    doubtful: Mapped[int] = mapped_column(Integer)
    findings: Mapped[int] = mapped_column(Integer)


class TableRow(Base):
    """A recognised table (表)."""

    __tablename__ = "tables"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(10))
    form: Mapped[str | None] = mapped_column(String(40))
    section: Mapped[str] = mapped_column(Text)  # headings joined by " / "
    page: Mapped[int | None] = mapped_column(Integer)
    line: Mapped[int | None] = mapped_column(Integer)
    last_page: Mapped[int | None] = mapped_column(Integer)
    last_line: Mapped[int | None] = mapped_column(Integer)
    header_rows: Mapped[int] = mapped_column(Integer)
    grid: Mapped[str] = mapped_column(Text)  # JSON: {"rows": [[text]], "lines": [int|null], "pages": [int|null]}
    note: Mapped[str] = mapped_column(Text)
    empty: Mapped[bool] = mapped_column(Boolean)
    readings: Mapped[str] = mapped_column(Text)  # JSON: [{"question","chosen","scores"}]


class FactRow(Base):
    """A figure of a table, or an empty cell where one could stand (`printed` == "" and `value` NULL)."""

    __tablename__ = "facts"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    ordinal: Mapped[int] = mapped_column(Integer)
    table_id: Mapped[int] = mapped_column(ForeignKey("tables.id", ondelete="CASCADE"), index=True)
    row: Mapped[int] = mapped_column(Integer)
    column: Mapped[int] = mapped_column(Integer)
    page: Mapped[int | None] = mapped_column(Integer)
    line: Mapped[int | None] = mapped_column(Integer)
    box: Mapped[str | None] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(20))
    parent_code: Mapped[str] = mapped_column(String(20))
    row_label: Mapped[str] = mapped_column(Text)
    column_path: Mapped[str] = mapped_column(Text)
    printed: Mapped[str] = mapped_column(String(60))
    value: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(20))
    fen: Mapped[int | None] = mapped_column(BigInteger)
    subject: Mapped[str] = mapped_column(String(200))
    measure: Mapped[str] = mapped_column(String(200))
    side: Mapped[str] = mapped_column(String(10))
    stage: Mapped[str] = mapped_column(String(10))
    year: Mapped[int | None] = mapped_column(Integer)
    total: Mapped[bool] = mapped_column(Boolean)
    doubtful: Mapped[bool] = mapped_column(Boolean)
    __table_args__ = (
        Index("facts_by_subject", "subject", "document_id"),
        Index("facts_by_code", "code", "document_id"),
        Index("facts_by_parent", "parent_code", "document_id"),
        Index("facts_by_document", "document_id", "ordinal"),
    )


class IndicatorRow(Base):
    """A performance indicator (绩效指标)."""

    __tablename__ = "indicators"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(Integer)
    table_id: Mapped[int] = mapped_column(ForeignKey("tables.id", ondelete="CASCADE"))
    row: Mapped[int] = mapped_column(Integer)
    page: Mapped[int | None] = mapped_column(Integer)
    line: Mapped[int | None] = mapped_column(Integer)
    box: Mapped[str | None] = mapped_column(String(80))
    project: Mapped[str] = mapped_column(String(300), index=True)
    level1: Mapped[str] = mapped_column(String(100))
    level2: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(300), index=True)
    direction: Mapped[str] = mapped_column(String(4))
    target: Mapped[str] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(20))
    printed: Mapped[str] = mapped_column(Text)
    task: Mapped[str] = mapped_column(Text)


class ProjectRow(Base):
    """A project (项目) with its funding."""

    __tablename__ = "projects"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(Integer)
    table_id: Mapped[int] = mapped_column(ForeignKey("tables.id", ondelete="CASCADE"))
    page: Mapped[int | None] = mapped_column(Integer)
    line: Mapped[int | None] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(300), index=True)
    printed: Mapped[str] = mapped_column(String(60))
    value: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(20))
    fen: Mapped[int | None] = mapped_column(BigInteger)
    carried_over_fen: Mapped[int | None] = mapped_column(BigInteger)
    goal: Mapped[str] = mapped_column(Text)


class StatementRow(Base):
    """A figure that a sentence states (文字表述的数字)."""

    __tablename__ = "statements"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    ordinal: Mapped[int] = mapped_column(Integer)
    page: Mapped[int | None] = mapped_column(Integer)
    line: Mapped[int | None] = mapped_column(Integer)
    box: Mapped[str | None] = mapped_column(String(80))
    section: Mapped[str] = mapped_column(Text)
    sentence: Mapped[str] = mapped_column(Text)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    subject: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(20))
    printed: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(20))
    fen: Mapped[int | None] = mapped_column(BigInteger)
    role: Mapped[str] = mapped_column(String(10))
    stage: Mapped[str] = mapped_column(String(10))
    year: Mapped[int | None] = mapped_column(Integer)
    base: Mapped[str] = mapped_column(Text)
    parent: Mapped[int | None] = mapped_column(Integer)  # ordinal of the statement it is a part of
    table_id: Mapped[int | None] = mapped_column(ForeignKey("tables.id", ondelete="CASCADE"))
    __table_args__ = (
        Index("statements_by_subject", "subject", "document_id"),
        Index("statements_by_code", "code", "document_id"),
        Index("statements_by_document", "document_id", "ordinal"),
    )


class PassageRow(Base):
    """A piece of narrative (文字段落); `key` is its id in Chroma."""

    __tablename__ = "passages"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    section: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    term: Mapped[str] = mapped_column(String(200), index=True)
    page: Mapped[int | None] = mapped_column(Integer)
    line: Mapped[int | None] = mapped_column(Integer)
    last_page: Mapped[int | None] = mapped_column(Integer)
    last_line: Mapped[int | None] = mapped_column(Integer)


class CheckRow(Base):
    """An identity and how it came out (勾稽检查)."""

    __tablename__ = "checks"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    rule: Mapped[str] = mapped_column(String(40))
    explanation: Mapped[str] = mapped_column(Text)  # the printed figure that explains a difference, "" for none
    statement: Mapped[str] = mapped_column(Text)
    expected: Mapped[str] = mapped_column(String(60))
    actual: Mapped[str] = mapped_column(String(60))
    difference: Mapped[str] = mapped_column(String(60))
    tolerance: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(15))
    spots: Mapped[str] = mapped_column(Text)  # the words that it is about, as JSON, "" for none


class OperandRow(Base):
    """A figure taking part in a check."""

    __tablename__ = "operands"
    id: Mapped[int] = mapped_column(primary_key=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("checks.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    sign: Mapped[int] = mapped_column(Integer)
    fact_id: Mapped[int | None] = mapped_column(ForeignKey("facts.id", ondelete="CASCADE"))
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statements.id", ondelete="CASCADE"))
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicators.id", ondelete="CASCADE"))
    # an operand is of one of the three: the others would be very many entries of nothing
    __table_args__ = tuple(
        Index(f"ix_operands_{one}", one, sqlite_where=text(f"{one} IS NOT NULL"))
        for one in ("fact_id", "statement_id", "indicator_id")
    )


class FindingRow(Base):
    """Something noticed while reading (发现)."""

    __tablename__ = "findings"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(Text)
    page: Mapped[int | None] = mapped_column(Integer)
    line: Mapped[int | None] = mapped_column(Integer)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("tables.id", ondelete="CASCADE"))


class NameRow(Base):
    """A name under which something of a document can be asked for (词条), normalised for look-up.

    `kind`: "subject", "measure", "project", "indicator", "term", "table", "heading". `canonical` is the record's own
    wording (facts.subject, projects.name, …).
    """

    __tablename__ = "names"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    surface: Mapped[str] = mapped_column(String(200))
    canonical: Mapped[str] = mapped_column(String(300))
    code: Mapped[str] = mapped_column(String(20))
    __table_args__ = (Index("names_by_surface", "surface", "kind"),)


class MarkRow(Base):
    """What a person said of a finding (核实意见), kept when documents and schema are written anew.

    `key` names the finding by its document, rule and places (index.audit.marks); `state` is 已核实 or 忽略.
    """

    __tablename__ = "marks"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    document: Mapped[str] = mapped_column(String(300), index=True)
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    statement: Mapped[str] = mapped_column(Text)  # the finding as it read when it was marked
    marked_at: Mapped[str] = mapped_column(String(40))  # ISO 8601 with offset
