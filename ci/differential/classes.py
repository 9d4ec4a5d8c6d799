"""The classes of differences that docs/decisions/differences.md explains. A class says when it holds as narrowly as it can: by what the
other judge gives as its reason, or by what our own verdict would be under another limit."""
import re


class Class:
    def __init__(self, name, holds, of_explanations=False):
        self.name, self.holds, self.of_explanations = name, holds, of_explanations


SPF = []
DMARC = []
LINES = []
