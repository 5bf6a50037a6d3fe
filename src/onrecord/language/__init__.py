"""The only room that loads a parser or a model: cleaned text in, Document out."""

from onrecord.language.detect import detect
from onrecord.language.document import Document
from onrecord.language.parse import parse, parse_all, parser, parser_version

__all__ = ["Document", "detect", "parse", "parse_all", "parser", "parser_version"]
