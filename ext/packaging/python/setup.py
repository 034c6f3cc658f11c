# The wheel holds a library for one system and no code for one version of Python: its tag is py3-none-<system>.
import pathlib
import re
import struct
import sysconfig

from setuptools import Distribution, setup

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:  # setuptools before 70
    from wheel.bdist_wheel import bdist_wheel

MACHINES = {62: "x86_64", 183: "aarch64", 243: "riscv64", 22: "s390x", 21: "ppc64le"}
WINDOWS = {0x8664: "win_amd64", 0xAA64: "win_arm64"}


def system(module):
    """What the module needs, by what it says itself: for glibc the newest version whose symbols it uses (PEP 600)."""
    content = module.read_bytes()
    if content[:2] == b"MZ":
        (header,) = struct.unpack_from("<I", content, 0x3C)
        return WINDOWS[struct.unpack_from("<H", content, header + 4)[0]]
    if content[:4] != b"\x7fELF":
        return re.sub(r"[-.]", "_", sysconfig.get_platform())
    machine = MACHINES[struct.unpack_from("<H", content, 18)[0]]
    versions = [(int(major), int(minor)) for major, minor in re.findall(rb"GLIBC_(\d+)\.(\d+)", content)]
    if versions:
        return "manylinux_%d_%d_%s" % (*max(versions), machine)
    return "linux_" + machine


class OfOneSystem(Distribution):
    def has_ext_modules(self):
        return True


class Wheel(bdist_wheel):
    def get_tag(self):
        (module,) = pathlib.Path("sqlite_synth").glob("synth.*")
        return "py3", "none", system(module)


setup(distclass=OfOneSystem, cmdclass={"bdist_wheel": Wheel})
