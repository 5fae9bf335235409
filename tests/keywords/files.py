"""Files that tests of keywords write."""

from pathlib import Path


def write_scheme(path: Path, key: str, *lines: str, **labels: str) -> Path:
    """Write a scheme file with concepts by key and label, and further lines at its end."""
    concepts = [f'[concept.{name}]\nlabel = "{label}"\n' for name, label in labels.items()]
    path.write_text(f'[scheme]\nkey = "{key}"\ntitle = "{key}"\n' + "".join(concepts) + "\n".join(lines), "utf-8")
    return path
