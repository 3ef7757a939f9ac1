"""Open websockets and everything that touches Reflex's and engine.io's private interfaces; nothing outside this folder does.

`registry`: which sockets are open and whose they are. `sockets`: limits on each of them. `inside`: what the guard needs to know
of an event. `doors`: what is let in before Reflex sees it. `reconnect`: a tab keeps its state when its connection breaks.
Reflex is pinned exactly, and tests/socket holds each of these against a started server.
"""
