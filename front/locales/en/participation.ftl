# Taking part: what can be wrong.
error-participation-draft = This event is not published yet.
error-participation-cancelled = This event has been cancelled.
error-participation-ended = This event is over.
error-participation-full = Every seat of this event is taken.
error-participation-external = People take part in this event on another site; its page has the link.
error-participation-already = You take part already, or have asked to.
error-participation-email = Please give the address to which we may send the link that confirms.
error-participation-lapsed = This link has lapsed. Ask once more on the page of the event, and we send you another.
error-participation-role = A participant can be let in, turned down, or put back to wait.
error-participation-not-confirmed = This person has not confirmed the address yet. Only its owner can.
error-participation-roles = This is not a list of roles. It should look like "participant,not_approved".

# Taking part: mails. { $event } is the title, { $date } the day.
mail-participation-greeting = Hello,
mail-participation-when = When
mail-participation-your-time = On your clock
mail-participation-where = Where
mail-participation-online = Web page
mail-participation-title = Title
mail-participation-status = Status
mail-participation-code = Reservation number
mail-participation-to-event = See the event
mail-participation-to-manage = Change or cancel
mail-participation-to-forget = Change, cancel, or have your address deleted
mail-participation-footer = Your address serves this event only, and nobody else sees it. One click and it is deleted.
mail-participation-goes = Your seat is kept. If you cannot come, please say so, and somebody else gets it.

mail-participation-confirm-subject = Please confirm: { $event }, { $date }
mail-participation-confirm-why = You get this mail because somebody gave this address to take part in “{ $event }”. Was it you?
mail-participation-confirm-text = The link works for 48 hours. If it was not you, you need do nothing: without it nobody takes part, and the address is deleted after two weeks.
mail-participation-confirm-action = Yes, I want to take part

mail-participation-already-subject = You have asked already: { $event }, { $date }
mail-participation-already-why = You get this mail because somebody gave this address once more to take part in “{ $event }”.
mail-participation-already-goes = You take part already. There is nothing to confirm.
mail-participation-already-waits = Your request is with the organiser, who has not answered yet.
mail-participation-already-rejected = The organiser has turned your request down.

mail-participation-confirmed-subject = You take part: { $event }, { $date }
mail-participation-confirmed-why = You get this mail because you have confirmed that you take part in “{ $event }”.

mail-participation-approved-subject = You are in: { $event }, { $date }
mail-participation-approved-why = You get this mail because the organiser of “{ $event }” has said yes to you.

mail-participation-rejected-subject = Turned down: { $event }, { $date }
mail-participation-rejected-why = You get this mail because the organiser of “{ $event }” has turned your request down.

mail-participation-left-subject = You do not take part any more: { $event }, { $date }
mail-participation-left-why = You get this mail because your part in “{ $event }” was cancelled with the link in your mails.
mail-participation-left-text = Your seat is free, and your address is deleted from this site. If it was not you, you can ask once more on the page of the event.

mail-participation-changed-subject = Changed: { $event }, { $date }
mail-participation-changed-why = You get this mail because you take part in “{ $event }”, and something about it is new.
mail-participation-changed-now = As it is now
mail-participation-before = (before: { $before })
mail-participation-nothing = nothing
mail-participation-status-tentative = Not certain yet
mail-participation-status-confirmed = Takes place
mail-participation-status-cancelled = Cancelled

mail-participation-cancelled-subject = Cancelled: { $event }, { $date }
mail-participation-cancelled-why = You get this mail because you take part in “{ $event }”, or have asked to. The organiser has cancelled it.
mail-participation-cancelled-text = You need do nothing.

mail-participation-deleted-subject = Deleted: { $event }, { $date }
mail-participation-deleted-why = You get this mail because you take part in “{ $event }”, or have asked to. It has been deleted and does not take place.
mail-participation-deleted-text = You need do nothing. Whatever this site knew of your part is deleted within a day.

mail-participation-pending-subject = Somebody asks to take part: { $event }, { $date }
mail-participation-pending-why = You get this mail because you organise “{ $event }” and want to hear at once of those who ask to take part.
mail-participation-pending-who = Who
mail-participation-pending-action = Say yes or no
mail-participation-nameless = Somebody without an account
