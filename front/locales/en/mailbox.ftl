# The mails that were caught instead of sent.

mailbox = Caught mail
mailbox-text = This server keeps its mail instead of sending it. Everything that it wrote to people is here, newest first.
mailbox-none = Nothing has been written yet.
mailbox-count = { $count ->
    [one] One mail
   *[other] { $count } mails
}
mailbox-to = To { $to }
mailbox-empty = Throw all away
mailbox-json = The same as JSON
mailbox-links = Links
mailbox-html = As most people see it
mailbox-plain = As plain text
mailbox-files = Attached
mailbox-headers = Headers
