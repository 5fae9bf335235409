"""Finds what must not stand in source files: what runs a text, reads XML, makes weak digests or loose connections."""

import ast
from collections.abc import Iterator

from tests.house import Source

_RUNS = {"eval", "exec", "compile", "__import__"}
_SHELL = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
_STARTS = {"subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_call", "subprocess.check_output"}
# Modules that build whatever objects a file names, and those that read XML.
_OBJECTS = {"dill", "jsonpickle", "marshal", "pickle", "ruamel", "shelve", "yaml"}
_XML = {"defusedxml", "lxml", "plistlib", "xml", "xmlrpc", "xmltodict"}
_CIPHERS = {"Crypto", "Cryptodome", "cryptography", "nacl", "pyaes", "rsa"}
_CALLERS = {"aiohttp", "ftplib", "httpx", "requests", "telnetlib", "urllib3", "http.client", "urllib.request"}
_DIGESTS = {"file_digest", "blake2b", "blake2s", "sha256", "sha384", "sha512", "sha3_256", "sha3_512"}
_LOOSE = {"CERT_NONE", "CERT_OPTIONAL", "check_hostname", "maximum_version", "minimum_version", "verify_mode"}


def runs_text(source: Source) -> Iterator[str]:
    """Find what runs a text as a program, or hands it to a shell."""
    names = _names(source)
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        called = _called(node.func, names)
        shell = next((one.value for one in node.keywords if one.arg == "shell"), None)
        if called in _RUNS | _SHELL or (shell is not None and getattr(shell, "value", True) is not False):
            yield source.at(node, f"{called or 'something'} runs a text")


def starts_by_text(source: Source) -> Iterator[str]:
    """Find a program that is started by one text, in which a blank of somebody's makes another argument."""
    names = _names(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _called(node.func, names) in _STARTS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.JoinedStr | ast.BinOp) or (
                isinstance(first, ast.Constant) and isinstance(first.value, str)
            ):
                yield source.at(node, "is started by a text")


def builds_objects(source: Source) -> Iterator[str]:
    """Find a reader that makes whatever objects a file names."""
    return _imports(source, _OBJECTS)


def reads_xml(source: Source) -> Iterator[str]:
    """Find a reader of XML, which may be told to read other files."""
    return _imports(source, _XML)


def ciphers(source: Source) -> Iterator[str]:
    """Find a cipher of our own making: files are encrypted by age, connections by TLS."""
    return _imports(source, _CIPHERS)


def calls_others(source: Source) -> Iterator[str]:
    """Find what asks another computer for something over HTTP or FTP."""
    return _imports(source, _CALLERS)


def by_chance(source: Source) -> Iterator[str]:
    """Find numbers that can be foretold."""
    return _imports(source, {"random"})


def weak_digests(source: Source) -> Iterator[str]:
    """Find a digest that is not known to be strong."""
    names = _names(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            module, _, name = _called(node.func, names).rpartition(".")
            if module == "hashlib" and name not in _DIGESTS:
                yield source.at(node, f"hashlib.{name}")
            told = [*node.args, *(each.value for each in node.keywords)]
            texts = {str(one.value).lower() for one in told if isinstance(one, ast.Constant)}
            if module in {"hashlib", "hmac"} and (weak := texts & {"md5", "sha1"}):
                yield source.at(node, f"{module} with {weak.pop()}")


def loose_connections(source: Source) -> Iterator[str]:
    """Find a secret connection of which something else is asked than what Python asks by itself."""
    names = _names(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in _LOOSE:
            yield source.at(node, node.attr)
        if isinstance(node, ast.Call):
            module, _, name = _called(node.func, names).rpartition(".")
            if module == "ssl" and (name != "create_default_context" or node.args or node.keywords):
                yield source.at(node, f"ssl.{name}")


def _imports(source: Source, modules: set[str]) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            told = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            told = [f"{node.module}.{one.name}" for one in node.names]
        else:
            continue
        for name in told:
            if any(name == one or name.startswith(f"{one}.") for one in modules):
                yield source.at(node, name)


def _names(source: Source) -> dict[str, str]:
    """Return what names of a module mean that come from others: ``Popen`` is ``subprocess.Popen``."""
    found: dict[str, str] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
        if isinstance(node, ast.Import):
            found |= {one.asname: one.name for one in node.names if one.asname}
    return found


def _called(function: ast.expr, names: dict[str, str]) -> str:
    if isinstance(function, ast.Name):
        return names.get(function.id, function.id)
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{names.get(function.value.id, function.value.id)}.{function.attr}"
    return ""
