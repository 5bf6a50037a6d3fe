"""The data files of onrecord: TOML that people edit, compiled to JSON that runs.

`table("actors")` is every file of data/actors/, merged: {file stem: parsed content}. The compiled form lies in the
user's cache folder under the digest of the files, so an edited file is compiled anew by itself.
"""

from onrecord.data.load import cache_folder, digest, examples, files, table

__all__ = ["cache_folder", "digest", "examples", "files", "table"]
