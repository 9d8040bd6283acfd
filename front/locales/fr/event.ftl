# One event, and taking part in it.

event-edit = Modifier cet événement
event-about = À propos de l’événement
event-organisers = Organisé par
event-website = Site web
event-sorted = Catégorie, étiquettes et langue
event-language = en { $language }
event-related = Cela pourrait aussi vous plaire
event-report = Signaler cet événement
event-your-time = Chez vous :
event-price = Prix
event-contact = Se renseigner
event-programme = Programme
event-conditions = Conditions à accepter
event-conditions-more = Lire le texte entier
event-price-free = Gratuit
event-seats = Places
event-places-left = { $count ->
    [one] { $count } place restante
   *[other] { $count } places restantes
  }
event-going = { $count ->
    [one] { $count } personne participe
   *[other] { $count } personnes participent
  }
event-waiting = { $count ->
    [one] { $count } personne en attente
   *[other] { $count } personnes en attente
  }
way-coordinates = Coordonnées :
event-online = En ligne
event-online-open = Rejoindre la réunion en ligne
event-online-later = Le lien est montré aux personnes qui participent.
event-take-part = Je participe
event-as = En tant que { $name }
event-no-account = Pas besoin de compte.
event-approval = L’organisateur répond à chaque demande.
event-wait = Rejoindre la liste d’attente
event-wait-text = L’événement est complet. Dès qu’une place se libère, elle est proposée par courriel à la personne qui attend depuis le plus longtemps.
event-sign-in = Se connecter pour participer
event-sign-in-text = L’organisateur demande un compte.
event-elsewhere = S’inscrire
event-elsewhere-text = L’inscription se fait sur un autre site : { $host }
event-manage = Voir ou changer ma réponse
event-participants = Participants
event-closed = Les inscriptions sont closes.
event-closed-past = Cet événement est terminé.
event-closed-cancelled = Cet événement est annulé.
event-calendar = Ajouter à mon agenda
event-calendar-ics = Fichier d’agenda (.ics)
event-origin = Cet événement vient de { $host }.
event-origin-age = Copié { $when }.
event-origin-open = Le voir là-bas

access-wheelchair = Accès en fauteuil roulant
access-wheelchair-fully = Oui
access-wheelchair-partially = En partie
access-wheelchair-no = Non
access-sign-language = Langue des signes
access-subtitles = Sous-titres
access-smoke-free = Sans tabac
fact-yes = Oui
fact-no = Non
fact-tickets = Billetterie
fact-programme = Programme
fact-prices = Tarifs
fact-poll = Sondage
fact-twitter = Twitter
fact-fediverse = Sur le fédivers
fact-live = Diffusion en direct
fact-replay = Rediffusion
fact-pad = Notes partagées

comments = Commentaires
comments-count = { $count ->
    [one] { $count } commentaire
   *[other] { $count } commentaires
  }
comments-write = Votre commentaire
comments-send = Envoyer
comments-organiser = Organisation
comments-deleted = Ce commentaire a été supprimé.
comments-none = Personne n’a encore rien dit.
comments-answer = Répondre
comments-answer-to = Votre réponse à { $name }
comments-announcement = Annonce
comments-announce = Prévenir par courriel toutes les personnes qui participent
comments-announce-hint = Pour une nouvelle qui ne peut pas attendre, comme un changement de salle.
comments-hint = Toute personne qui voit l’événement peut le lire. Vous pouvez utiliser **gras**, *italique*, des listes et des liens.
comments-moderated-hint = L’organisation le lit d’abord ; jusque-là, vous seul·e le voyez.
comments-waiting = En attente de l’organisation
comments-approve = Le montrer à tout le monde
comments-approved = Tout le monde peut maintenant lire le commentaire.
comments-sent = Votre commentaire est publié.
comments-sent-waits = L’organisation lit d’abord votre commentaire. Jusque-là, vous seul·e le voyez.
comments-delete = Supprimer
comments-delete-text = Ses mots disparaissent pour de bon, ici et sur les autres sites. Les réponses restent.
comments-delete-do = Supprimer ce commentaire
comments-gone = Le commentaire est supprimé.
comments-sign-in = Connectez-vous pour écrire un commentaire.
comments-participants = Seules les personnes qui participent peuvent commenter.

participate = Participer
participate-wait = Rejoindre la liste d’attente
participate-steps = Étapes
participate-step-1 = Votre courriel
participate-step-2 = Relevez vos messages
participate-step-3 = C’est confirmé
participate-email-hint = Vous recevrez un seul message, avec un bouton pour confirmer. Ni l’organisateur ni personne d’autre ne voit votre adresse.
participate-as = Qui participe ?
participate-message = Un mot pour l’organisateur
participate-message-approval = Pourquoi vous aimeriez venir
participate-approval = L’organisateur le lit avant de répondre à votre demande.
participate-ask = Demander à participer
participate-remind = Me le rappeler la veille
participate-privacy = Votre adresse ne sert qu’à cet événement : confirmer, signaler un changement, rappeler la date. Vous pouvez la faire effacer à tout moment.
participate-have-account = Vous avez un compte ici ?
participate-sent = Relevez vos messages
participate-sent-text = Si tout va bien, un message est en route vers { $email }. La place est à vous dès que vous aurez cliqué sur le bouton qu’il contient, dans les 48 heures.
participate-sent-spam = Rien après quelques minutes ? Regardez dans les indésirables, ou vérifiez l’adresse et recommencez.
participate-again = Recommencer
participate-confirm = Une dernière étape
participate-confirm-text = Vous avez demandé à participer à cet événement. Veuillez confirmer que c’était bien vous.
participate-confirm-do = Oui, je participe
participate-change = Changement de programme ?
participate-leave = Je ne peux pas venir
participate-leave-text = Laisser ma place à quelqu’un d’autre.
participate-forget = Oubliez-moi
participate-forget-text = Effacer mon adresse et ma réponse de ce site. C’est sans retour.
participate-keep = Gardez ce lien pour revenir sans compte :
participate-email-twice = Cette adresse participe déjà. Un message contenant un lien pour la gérer vient de partir.

attendance-going = Vous participez !
attendance-going-text = À bientôt ! Un message avec tous les détails est en route.
attendance-asked = Votre demande est envoyée
attendance-asked-text = L’organisateur y répondra ; vous recevrez un message.
attendance-waiting = Vous êtes sur la liste d’attente
attendance-waiting-text = Quand votre tour viendra, un message vous proposera la place et dira combien de temps elle vous est gardée.
attendance-refused = Votre demande n’a pas été retenue
attendance-refused-text = L’organisateur n’a pas pu l’accepter. D’autres événements vous attendent.
attendance-left = Vous ne participez plus
attendance-left-text = Votre place est de nouveau libre. Merci de l’avoir dit.
attendance-forgotten = Tout est effacé
attendance-forgotten-text = Votre adresse et votre réponse sont effacées de ce site. Seul le nombre de personnes demeure.
