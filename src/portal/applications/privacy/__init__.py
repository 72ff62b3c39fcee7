"""Personal data of applicants (个人信息保护): handed out to whom they are about, and erased when they need be kept no longer.

Other rooms that hold something about a case answer two signals: :data:`holding` with what they hold, as JSON, and
:data:`erased` by letting go of it. What they keep in columns under the case's key needs no answer: it is gone with the key.
"""

from django.dispatch import Signal

#: Sent with ``application``; each answer is a mapping of JSON values: what a room holds about the case.
holding = Signal()
#: Sent with ``application`` in the transaction in which its content is erased.
erased = Signal()
#: Sent while the installation's key is changed, in one transaction; whoever sealed files of its own under it seals them anew.
rotating = Signal()
