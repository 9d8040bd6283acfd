# Tables to take away.
error-exports-format = This server makes tables as CSV only. Every spreadsheet opens them.
exports-participants = participants
exports-name = Name
exports-role = Status
exports-code = Reservation number
exports-since = Since
exports-message = Message
exports-anonymous = without an account
exports-not-approved = waits for an answer
exports-not-confirmed = not confirmed
exports-rejected = turned down
exports-participant = takes part
exports-organiser = organises
