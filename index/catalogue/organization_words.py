"""Words of bodies (机构用词) that people say otherwise."""

from __future__ import annotations

from typing import Final

# words of bodies and what people say for them beside the word itself
SPOKEN: Final[dict[str, tuple[str, ...]]] = {
    "人民代表大会": ("人大",),
    "常务委员会": ("常委会",),
    "委员会": ("委", "委会"),
    "办公室": ("办",),
    "办公厅": ("办", "办公室"),
    "办事处": ("办",),
    "政府": ("府",),
    "检察院": ("检",),
    "法院": ("院",),
    "联合会": ("联",),
    "协会": ("协",),
    "学校": ("校",),
    "残疾人": ("残",),
    "文学艺术界": ("文",),
    "华侨": ("侨",),
    "工商业": ("工商",),
    "总工会": ("工会",),
    "大数据": ("数",),
    "共青团": ("团",),
    "信息化": ("信",),
    "融媒体": ("融媒",),
    "中级人民法院": ("中院", "中级法院", "法院"),
    "高级人民法院": ("高院", "高级法院", "法院"),
}
