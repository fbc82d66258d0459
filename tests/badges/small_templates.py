"""A template of 60 x 40 mm to try boxes on, and somebody to stand in them."""

from onsite.badges import template
from onsite.badges.drawing import BadgeValues

STOCK = "width_mm = 60\nheight_mm = 40\n"
WHOLE = "x_mm = 5\ny_mm = 5\nwidth_mm = 50\nheight_mm = 10\n"
PERSON = BadgeValues(
    name="王某", organisation="样例医院", category="VIP", category_colour="#b3261e", credential="X1"
)


def made(boxes, pictures=None):
    return template.parse(STOCK + boxes, name="mine", pictures=pictures)


def text(words, more="", place=WHOLE):
    return f"[[text]]\ntext = '{words}'\nsize_mm = 6\n{place}{more}\n"
