"""Writes a line to the file named for each packet or connection that comes to port 53, at any address of this machine."""

import selectors
import socket
import sys

selector = selectors.DefaultSelector()
for family, anywhere in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
        listener = socket.socket(family, kind)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            listener.bind((anywhere, 53))
        except OSError as error:
            if family == socket.AF_INET6:
                continue  # a system without IPv6
            raise error
        if kind == socket.SOCK_STREAM:
            listener.listen()
        selector.register(listener, selectors.EVENT_READ, kind)

with open(sys.argv[1], "a", buffering=1) as strays:
    while True:
        for key, _ in selector.select():
            if key.data == socket.SOCK_DGRAM:
                packet, sender = key.fileobj.recvfrom(4096)
                strays.write(f"UDP from {sender}: {packet!r}\n")
            else:
                connection, sender = key.fileobj.accept()
                connection.close()
                strays.write(f"TCP from {sender}\n")
