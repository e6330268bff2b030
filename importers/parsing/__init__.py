"""Documents of every kind into text: PDF, DOCX, HTML, Markdown and plain text.

What a file is made of is read in a process of its own, with limits (`process`, `limits`): a file
can be written so as to take all memory or all day. What that process says is plain data.
"""

from importers.parsing.parsed import LARGEST_TEXT, Parsed
from importers.parsing.process import parse

__all__ = ["LARGEST_TEXT", "Parsed", "parse"]
