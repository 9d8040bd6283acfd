mail-comments-greeting = Hello,
mail-comments-open = See the comment
mail-comments-new-subject = { $name } wrote about “{ $event }”
mail-comments-new-why = You get this mail because you organise “{ $event }”. { $name } wrote:
mail-comments-waits-subject = { $name } wrote about “{ $event }”: your word is asked for
mail-comments-waits-why = You get this mail because you organise “{ $event }”. { $name } wrote this, and nobody else sees it until you let it in:
mail-comments-answer-subject = { $name } answered you about “{ $event }”
mail-comments-answer-why = You get this mail because { $name } answered your comment about “{ $event }”:
mail-comments-named-subject = { $name } named you about “{ $event }”
mail-comments-named-why = You get this mail because { $name } named you in a comment about “{ $event }”:

error-comments-empty = A comment needs some words.
error-comments-closed = The organiser takes no comments on this event.
error-comments-participants = Only those who take part may comment. Take part first, then write.
error-comments-draft = The event is not published yet. Publish it, then write.
error-comments-answered = The comment that you answer is not there any more. Copy your words and answer another one.
