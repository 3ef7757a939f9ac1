"""Open websockets and everything that touches Reflex's and engine.io's private interfaces; nothing outside this folder does.

`sockets`: limits on each websocket. `registry`: which are open and whose they are. `doors`: what is let in before Reflex sees it.
`inside`: what the guard needs to know of an event. `own_events`: the events of Reflex itself. `watch`: ends what is over.
`reconnect`: a tab keeps its state when its line breaks. `forgetting`: a visitor's state is dropped.

Reflex is pinned exactly, and tests/socket holds each of these against a started server.
"""
