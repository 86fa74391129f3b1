import math


def rounded(number):
    """The nearest whole number, halves up."""
    return math.floor(number + 0.5)
