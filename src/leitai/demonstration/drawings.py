"""Drawings that stand for photos: drawn for the demonstration, each says on itself that it is one (示意画)."""

import functools

from leitai.demonstration import reading
from leitai.documents import pictures
from leitai.register.terms import Stage

OF_STAGE = {
    Stage.PREPARATION: ("ground.png", "示意画：场地平整（代替照片）"),
    Stage.FOUNDATION: ("ground.png", "示意画：基础施工（代替照片）"),
    Stage.STRUCTURE: ("workshop.png", "示意画：主体施工（代替照片）"),
    Stage.EQUIPMENT: ("workshop.png", "示意画：设备安装（代替照片）"),
    Stage.TRIAL: ("park.png", "示意画：试生产（代替照片）"),
}


def of_stage(stage: str) -> tuple[str, str]:
    """The drawing for a stage of progress, and its caption."""
    return OF_STAGE[Stage(stage)]


@functools.cache
def picture(name: str) -> pictures.Picture:
    """A drawing, ready to be handed in like a photo."""
    with (reading.folder() / "drawings" / name).open("rb") as file:
        return pictures.prepared(file)
