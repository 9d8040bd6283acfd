mail-report-greeting = Hello,
mail-report-filed-subject = { $site }: { $name } was reported
mail-report-filed-why = Somebody reported { $name }.
mail-report-filed-elsewhere = The moderators of { $host } tell you about { $name }.
mail-report-filed-open = See the report
mail-report-filed-footer = You get this mail because you moderate { $site }.
mail-report-settled-subject = { $site }: what became of your report
mail-report-resolved = A moderator looked at what you reported and did something about it.
mail-report-closed = A moderator looked at what you reported and found nothing to do.
mail-report-thanks = Thank you for looking after the place. Nobody but the moderators knows that you reported it.
mail-report-settled-open = Go to { $site }
mail-report-settled-footer = You get this mail because you reported something on { $site }.

error-report-own = This is one of your own profiles. Report somebody else, or change your profile.
error-report-many = A report names at most { $max } of these. Choose fewer.
error-report-events = One of these events is not there, or not by the person you report. Reload the page and choose again.
error-report-comments = One of these comments is not there, or not by the person you report. Reload the page and choose again.

report-event = Report this event
report-comment = Report this comment
report-person = Report this person
report-text = The moderators of this site read it. Whom you report does not learn that it was you.
report-content = What is wrong?
report-content-hint = A sentence is enough. What do they have to look at?
report-forward = Tell the moderators of { $host } as well
report-forward-hint = It comes from there. They get your words, but not your name.
report-send = Report
report-sent = Thank you. The moderators have your report.
error-report-words = Please say in a few words what is wrong.

reports = Reports
reports-text = What people and other servers want you to look at.
reports-states = State
reports-none = Nothing here. All is quiet.
report-open = Open
report-resolved = Done
report-closed = Nothing to do
report-about = Report about { $name }
report-nobody = Somebody who is gone
report-by = Reported by { $name }
report-by-server = Reported by the moderators of { $host }
report-by-stranger = Reported by somebody without an account
report-named = { $count ->
    [one] one thing named
   *[other] { $count } things named
 }
report-no-words = Without words.
report-forwarded = The moderators of { $host } were told as well, without a name.
report-events = Events
report-comments = Comments
report-resolve = Something was done
report-close = Nothing to do
report-reopen = Open again
report-decided = Noted. Whoever reported is told by mail once it is decided.
report-notes = Notes
report-note = Note something
report-note-hint = Only moderators read it.
report-note-send = Add the note
report-note-delete = Delete this note
report-noted = The note is there.
report-note-gone = The note is gone.
comments-report = Report
comments-report-of = the comment by { $name }
