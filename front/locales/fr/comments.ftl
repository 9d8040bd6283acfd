mail-comments-greeting = Bonjour,
mail-comments-open = Voir le commentaire
mail-comments-new-subject = { $name } a écrit au sujet de « { $event } »
mail-comments-new-why = Vous recevez ce message car vous organisez « { $event } ». { $name } a écrit :
mail-comments-waits-subject = { $name } a écrit au sujet de « { $event } » : à vous de décider
mail-comments-waits-why = Vous recevez ce message car vous organisez « { $event } ». { $name } a écrit ceci, que personne d’autre ne voit tant que vous ne l’acceptez pas :
mail-comments-answer-subject = { $name } vous a répondu au sujet de « { $event } »
mail-comments-answer-why = Vous recevez ce message car { $name } a répondu à votre commentaire sur « { $event } » :
mail-comments-named-subject = { $name } vous a cité·e au sujet de « { $event } »
mail-comments-named-why = Vous recevez ce message car { $name } vous a cité·e dans un commentaire sur « { $event } » :

error-comments-empty = Un commentaire a besoin de quelques mots.
error-comments-closed = L’organisation n’accepte pas de commentaires sur cet événement.
error-comments-participants = Seules les personnes qui participent peuvent commenter. Participez d’abord, puis écrivez.
error-comments-draft = L’événement n’est pas encore publié. Publiez-le, puis écrivez.
error-comments-answered = Le commentaire auquel vous répondez n’existe plus. Copiez vos mots et répondez à un autre.
