"""What Neo4j is told: its configuration file and the Java command line."""

from pathlib import Path

from graph.own_neo4j.lines import Line
from graph.own_neo4j.memory import Memory

_SETTINGS = """\
# Written by Signpost at every start: changes made here are lost.
server.default_listen_address=127.0.0.1
server.default_advertised_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.auth_enabled=true
dbms.security.allow_csv_import_from_file_urls=false
server.memory.heap.max_size={heap}m
server.memory.pagecache.size={page_cache}m
server.bolt.thread_pool_min_size=2
server.bolt.thread_pool_max_size=100
db.logs.query.enabled=OFF
db.lock.acquisition.timeout=20s
db.tx_log.preallocate=false
db.tx_log.rotation.size=64m
db.tx_log.rotation.retention_policy=2 files
{stop_at_once}
"""
# After its last checkpoint Neo4j waits twice five seconds for connections that are gone by then.
_STOP_AT_ONCE = {
    "5.26": "internal.dbms.bolt.netty_server_shutdown_quiet_period=0",
    "newest": "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s",
}
# Starts in two thirds of the time, at the price of its top speed.
# The 48 MB that Java keeps for compiled code with one compiler fill up after hours of new queries.
_LIGHT = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m"]
_OPENED = (
    "java.base/java.nio",
    "java.base/java.io",
    "java.base/sun.nio.ch",
    "java.base/java.util.concurrent",
)


def write_configuration(home: Path, line: Line, port: int, memory: Memory) -> None:
    """Write `conf/neo4j.conf` for a server on 127.0.0.1 that listens for Bolt on `port` alone."""
    folder = home / "conf"
    folder.mkdir(parents=True, exist_ok=True)
    text = _SETTINGS.format(
        port=port,
        heap=memory.heap,
        page_cache=memory.page_cache,
        stop_at_once=_STOP_AT_ONCE[line.name],
    )
    (folder / "neo4j.conf").write_text(text, encoding="utf-8")


def java_command(java: Path, line: Line, jars: list[Path], home: Path, memory: Memory) -> list[str]:
    """Return the command that runs Neo4j in the foreground with its files in `home`.

    The class path goes through an argument file: as an argument it would be 25 kB long.
    """
    arguments = home / "conf" / "java.args"
    class_path = ":".join(str(jar).replace("\\", "\\\\").replace('"', '\\"') for jar in jars)
    arguments.write_text(f'-cp\n"{class_path}"\n', encoding="utf-8")
    return [
        str(java),
        f"-Xmx{memory.heap}m",
        f"-Xms{min(memory.heap, 256)}m",
        "-XX:+ExitOnOutOfMemoryError",
        *(_LIGHT if memory.light else ["-XX:+UseG1GC"]),
        *(f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED),
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dfile.encoding=UTF-8",
        f"@{arguments}",
        line.main_class,
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
    ]
