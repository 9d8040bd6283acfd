mail-report-greeting = Bonjour,
mail-report-filed-subject = { $site } : { $name } a été signalé·e
mail-report-filed-why = Quelqu’un a signalé { $name }.
mail-report-filed-elsewhere = La modération de { $host } vous signale { $name }.
mail-report-filed-open = Voir le signalement
mail-report-filed-footer = Vous recevez ce message car vous modérez { $site }.
mail-report-settled-subject = { $site } : la suite donnée à votre signalement
mail-report-resolved = La modération a examiné votre signalement et a agi.
mail-report-closed = La modération a examiné votre signalement et n’a rien trouvé à faire.
mail-report-thanks = Merci de prendre soin du lieu. Personne, hors de la modération, ne sait que vous avez signalé.
mail-report-settled-open = Aller sur { $site }
mail-report-settled-footer = Vous recevez ce message car vous avez fait un signalement sur { $site }.

error-report-own = C’est l’un de vos profils. Signalez quelqu’un d’autre, ou modifiez votre profil.
error-report-many = Un signalement en nomme { $max } au plus. Choisissez-en moins.
error-report-events = L’un de ces événements n’existe pas, ou n’est pas de la personne signalée. Rechargez la page et choisissez à nouveau.
error-report-comments = L’un de ces commentaires n’existe pas, ou n’est pas de la personne signalée. Rechargez la page et choisissez à nouveau.

report-event = Signaler cet événement
report-comment = Signaler ce commentaire
report-person = Signaler cette personne
report-text = La modération de ce site le lira. La personne signalée ne saura pas que c’était vous.
report-content = Qu’est-ce qui ne va pas ?
report-content-hint = Une phrase suffit. Que faut-il regarder ?
report-forward = Le dire aussi à la modération de { $host }
report-forward-hint = Cela vient de là-bas. Elle aura vos mots, mais pas votre nom.
report-send = Signaler
report-sent = Merci. La modération a votre signalement.
error-report-words = Dites en quelques mots ce qui ne va pas.

reports = Signalements
reports-text = Ce que les gens et les autres serveurs vous demandent de regarder.
reports-states = État
reports-none = Rien ici. Tout est calme.
report-open = Ouverts
report-resolved = Traités
report-closed = Sans suite
report-about = Signalement de { $name }
report-nobody = Quelqu’un qui est parti
report-by = Signalé par { $name }
report-by-server = Signalé par la modération de { $host }
report-by-stranger = Signalé par quelqu’un sans compte
report-named = { $count ->
    [one] une chose citée
   *[other] { $count } choses citées
 }
report-no-words = Sans un mot.
report-forwarded = La modération de { $host } a été prévenue aussi, sans aucun nom.
report-events = Événements
report-comments = Commentaires
report-resolve = C’est traité
report-close = Rien à faire
report-reopen = Rouvrir
report-decided = C’est noté. La personne qui a signalé est prévenue par courriel une fois la décision prise.
report-notes = Notes
report-note = Ajouter une note
report-note-hint = Seule la modération la lit.
report-note-send = Ajouter la note
report-note-delete = Supprimer cette note
report-noted = La note est là.
report-note-gone = La note est supprimée.
comments-report = Signaler
comments-report-of = le commentaire de { $name }
