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
mail-participation-meeting = Online meeting
mail-participation-title = Title
mail-participation-status = Status
mail-participation-code = Reservation number
mail-participation-to-event = See the event
mail-participation-to-meeting = Open the online meeting
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
mail-participation-note = The organiser says:

mail-participation-announced-subject = News of “{ $event }”, { $date }
mail-participation-announced-why = You get this mail because you take part in “{ $event }”. The organiser writes:
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

# Mails that one can do without. { $count } is a number.
mail-participation-reminder-subject = Soon: { $event }, { $date }
mail-participation-reminder-why = You get this mail because you take part in “{ $event }” and wanted to be reminded.
mail-participation-reminder-text = If you cannot come, please say so: somebody else may be glad of the seat.
mail-participation-without-reminder = No reminder of this event, please
mail-participation-without-hour = No reminders an hour before, please
mail-participation-without-day = No list of the day, please
mail-participation-without-week = No list of the week, please
mail-participation-without-pending = No mails about those who ask to take part, please
mail-participation-without-comments = No mails about comments, please

mail-participation-days-subject = { $count ->
    [one] Today: one event
   *[other] Today: { $count } events
}
mail-participation-days-why = You get this mail because you take part in what follows, and want to hear of it on the day.
mail-participation-weeks-subject = { $count ->
    [one] This week: one event
   *[other] This week: { $count } events
}
mail-participation-weeks-why = You get this mail because you take part in what follows, and want to hear of it at the beginning of the week.
mail-participation-pendings-subject = { $count ->
    [one] One person waits for your answer
   *[other] { $count } people wait for your answer
}
mail-participation-pendings-why = You get this mail because you organise these events, and people ask to take part.
mail-participation-pending-count = { $count ->
    [one] One person waits.
   *[other] { $count } people wait.
}

# The page behind the link under those mails.
unsubscribe = Fewer mails
unsubscribe-do = Yes, no more of these
unsubscribe-keep = No, leave it as it is
unsubscribe-reminder = We would not remind you of this event any more. What you must know, such as a new time, still comes.
unsubscribe-hour = We would not remind you of events an hour before any more.
unsubscribe-day = We would not send you the list of the day any more.
unsubscribe-week = We would not send you the list of the week any more.
unsubscribe-pending = We would not write to you about those who ask to take part in your events any more. They still wait on the page of the event.
unsubscribe-comments = We would not write to you about comments any more: those on your events, answers to yours, and those that name you. They still stand on the pages of the events.
unsubscribe-done = Done
unsubscribe-reminder-done = You will not be reminded of this event.
unsubscribe-hour-done = You will not be reminded an hour before. In the settings of your account you can have it back.
unsubscribe-day-done = The list of the day does not come any more. In the settings of your account you can have it back.
unsubscribe-week-done = The list of the week does not come any more. In the settings of your account you can have it back.
unsubscribe-pending-done = We do not write about requests any more. In the settings of your account you can have it back.
unsubscribe-comments-done = We do not write about comments any more. In the settings of your account you can have it back.

elsewhere = Open it on your own server
elsewhere-text = If you have an account on another server, such as Mobilizon, Mastodon or another Farandole, you can open this event there and take part with it.
elsewhere-server = Your server
elsewhere-server-hint = For example events.example.org, or your whole handle @you@events.example.org
elsewhere-show = Show me the way
elsewhere-ways = The way there
elsewhere-go = Open it on { $host }
elsewhere-mastodon = { $host } runs Mastodon or one of its kin
error-elsewhere-server = This is not the name of a server. Write it as in events.example.org.
error-elsewhere-nothing = Nothing that can be shown here stands at that address. Check it, or open it where it comes from.
