"""Everyday ways to ask (口语换成通用说法): what people say for what the rules know under another wording."""

from __future__ import annotations

import re
from typing import Final

_SAID: Final = (
    (re.compile("货物(?:和|、)?工程(?:和|、|及)?服务"), "货物、工程、服务"),
    # 占所有项目的比重, 占项目总额几成: of 项目支出
    (
        re.compile(
            "(?<=占)了?(?:(?:所有|全部|整个|全体)的?项目(?:支出)?(?:资金|经费|预算)?|项目(?:资金|经费|预算)?(?=总))"
            "(?:总额|总数|总和|合计|总量|总盘子)?(?=的?(?:比[重例]?|几|多[少大]|百分|$))"
        ),
        "项目支出",
    ),
    (re.compile("缩水"), "减少"),
    (
        re.compile("(?:没(?:有)?|未)能?(?:完成|花完|用完)的(?:都)?(?:是|有)?(?:哪[些几]个?|什么)(?P<what>科目|项目)"),
        r"哪些\g<what>没花完",
    ),
    (re.compile("占(?:了)?大头的(?:都)?(?:是)?(?P<which>哪[一几些]?[个类项块种家]?|什么)"), r"最大的是\g<which>"),
    (re.compile("(?:实际(?:上)?|最后)(?:花|用|支出)的(?=比)"), "决算"),
    (re.compile("(?<=比)(?:年初|当初|原来|原先)(?:批|定|安排|计划|编|报)的"), "年初预算"),
    (re.compile("差(?:了)?(?P<times>几|多少)倍"), r"谁高，高\g<times>倍"),
    (re.compile("砸(?=[了下进]*(?:多少|几|钱))"), "花"),
    (re.compile("最(?:烧|吃|耗)钱"), "最花钱"),
    (re.compile("(?:完成|执行)(?:得|的|情况)?(?:好不好|好吗|理想吗|到位吗|顺不顺利)"), "执行得怎么样"),
    (re.compile("(?:哪里|哪儿|哪块|哪方面|什么地方)(?=(?:都|又)?超(?:支|预算|了))"), "哪些科目"),
    (re.compile("每(?P<unit>批次?|人次)(?:客人|来宾|客)?平均"), r"平均每\g<unit>"),
    (re.compile("(?:完成|执行)(?:得|的|情况)?最(?:差|慢|不好|不理想)"), "执行率最低"),
    (re.compile("(?:完成|执行)(?:得|的|情况)?最(?:好|快)"), "执行率最高"),
    (
        re.compile("(?:的)?(?:钱|资金|经费)(?:都|又)?(?:是)?从(?:哪[里儿些]?|何处|什么地方|什么渠道|哪些渠道|哪些地方)来(?:的)?"),
        "的收入由哪些来源构成",
    ),
    (re.compile("(?P<which>哪[一几些]?[个类项块种家]?[^，,。；;？?占]{0,6}?)占(?:了)?大头(?:的)?"), r"\g<which>最多"),
)  # fmt: skip


def in_usual_words(text: str) -> str:
    """A question with everyday wordings as the rules know them."""
    for pattern, usual in _SAID:
        text = pattern.sub(usual, text)
    return text
