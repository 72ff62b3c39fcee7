"""Personal data of applicants (个人信息保护): handed out to whom they are about, and erased when they need be kept no longer.

Other rooms that hold something about a case answer two signals: :data:`holding` with what they hold, as JSON, and
:data:`erased` by letting go of it. What they keep in columns under the case's key needs no answer: it is gone with the key.
"""

from django.dispatch import Signal

#: Sent with ``application`` and ``own_only``; each answer is a mapping of JSON values: what a room holds about the case.
#: ``own_only``: for the applicant's own download, without what is the office's; else for the office, which checks identity.
holding = Signal()
#: Sent with ``application``; each answer is a list of sealed files that a room holds about the applicant beside the case.
files_held = Signal()
#: Sent with ``application`` in the transaction in which its content is erased.
erased = Signal()
