"""A change of a board reaches every phone and wall: streams and polls before Flask.

:mod:`hub` is woken, a :mod:`stream` renders what is new once for each audience, :mod:`live_app`
brings it to every line at its own pace.
"""
