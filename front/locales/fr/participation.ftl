# Participer : ce qui ne va pas.
error-participation-draft = Cet événement n'est pas encore publié.
error-participation-cancelled = Cet événement est annulé.
error-participation-ended = Cet événement est terminé.
error-participation-full = Toutes les places de cet événement sont prises.
error-participation-external = L'inscription à cet événement se fait sur un autre site ; sa page donne le lien.
error-participation-already = Vous participez déjà, ou l'avez déjà demandé.
error-participation-email = Indiquez l'adresse à laquelle envoyer le lien de confirmation.
error-participation-lapsed = Ce lien n'est plus valable. Refaites la demande sur la page de l'événement, nous vous en enverrons un autre.
error-participation-role = Une personne peut être acceptée, refusée ou remise en attente.
error-participation-not-confirmed = Cette personne n'a pas encore confirmé son adresse. Elle seule peut le faire.
error-participation-roles = Ce n'est pas une liste de rôles. Elle devrait ressembler à « participant,not_approved ».

# Participer : les courriels. { $event } est le titre, { $date } le jour.
mail-participation-greeting = Bonjour,
mail-participation-when = Quand
mail-participation-your-time = À votre heure
mail-participation-where = Où
mail-participation-online = Page web
mail-participation-meeting = Réunion en ligne
mail-participation-title = Titre
mail-participation-status = État
mail-participation-code = Numéro de réservation
mail-participation-to-event = Voir l'événement
mail-participation-to-meeting = Rejoindre la réunion en ligne
mail-participation-to-manage = Modifier ou annuler
mail-participation-to-forget = Modifier, annuler ou faire supprimer votre adresse
mail-participation-footer = Votre adresse ne sert que pour cet événement et personne d'autre ne la voit. Un clic suffit pour la supprimer.
mail-participation-goes = Votre place est gardée. Si vous ne pouvez pas venir, dites-le : quelqu'un d'autre en profitera.

mail-participation-confirm-subject = À confirmer : { $event }, { $date }
mail-participation-confirm-why = Vous recevez ce message car quelqu'un a donné cette adresse pour participer à « { $event } ». Était-ce vous ?
mail-participation-confirm-text = Le lien est valable 48 heures. Si ce n'était pas vous, ne faites rien : sans ce lien, personne n'est inscrit, et l'adresse est supprimée au bout de deux semaines.
mail-participation-confirm-action = Oui, je veux participer

mail-participation-already-subject = Vous l'avez déjà demandé : { $event }, { $date }
mail-participation-already-why = Vous recevez ce message car quelqu'un a redonné cette adresse pour participer à « { $event } ».
mail-participation-already-goes = Vous participez déjà. Il n'y a rien à confirmer.
mail-participation-already-waits = Votre demande attend la réponse de l'organisation.
mail-participation-already-rejected = L'organisation a refusé votre demande.

mail-participation-confirmed-subject = Vous participez : { $event }, { $date }
mail-participation-confirmed-why = Vous recevez ce message car vous avez confirmé votre participation à « { $event } ».

mail-participation-approved-subject = Vous en êtes : { $event }, { $date }
mail-participation-approved-why = Vous recevez ce message car l'organisation de « { $event } » a accepté votre demande.

mail-participation-rejected-subject = Demande refusée : { $event }, { $date }
mail-participation-rejected-why = Vous recevez ce message car l'organisation de « { $event } » a refusé votre demande.

mail-participation-left-subject = Vous ne participez plus : { $event }, { $date }
mail-participation-left-why = Vous recevez ce message car votre participation à « { $event } » a été annulée avec le lien de vos courriels.
mail-participation-left-text = Votre place est libre et votre adresse est supprimée de ce site. Si ce n'était pas vous, vous pouvez refaire la demande sur la page de l'événement.

mail-participation-changed-subject = Changement : { $event }, { $date }
mail-participation-changed-why = Vous recevez ce message car vous participez à « { $event } » et il y a du nouveau.
mail-participation-changed-now = Désormais
mail-participation-before = (avant : { $before })
mail-participation-nothing = rien
mail-participation-status-tentative = Pas encore certain
mail-participation-status-confirmed = A lieu
mail-participation-status-cancelled = Annulé
mail-participation-note = Le mot de l'organisation :

mail-participation-announced-subject = Des nouvelles de « { $event } », { $date }
mail-participation-announced-why = Vous recevez ce message car vous participez à « { $event } ». L'organisation écrit :
mail-participation-cancelled-subject = Annulé : { $event }, { $date }
mail-participation-cancelled-why = Vous recevez ce message car vous participez à « { $event } », ou l'avez demandé. L'organisation l'a annulé.
mail-participation-cancelled-text = Vous n'avez rien à faire.

mail-participation-deleted-subject = Supprimé : { $event }, { $date }
mail-participation-deleted-why = Vous recevez ce message car vous participez à « { $event } », ou l'avez demandé. Il a été supprimé et n'aura pas lieu.
mail-participation-deleted-text = Vous n'avez rien à faire. Tout ce que ce site savait de votre participation est supprimé dans la journée.

mail-participation-pending-subject = Une demande de participation : { $event }, { $date }
mail-participation-pending-why = Vous recevez ce message car vous organisez « { $event } » et voulez être prévenu·e sans attendre des demandes de participation.
mail-participation-pending-who = Qui
mail-participation-pending-action = Répondre oui ou non
mail-participation-nameless = Une personne sans compte

# Les courriels dont on peut se passer. { $count } est un nombre.
mail-participation-reminder-subject = Bientôt : { $event }, { $date }
mail-participation-reminder-why = Vous recevez ce message parce que vous participez à « { $event } » et avez demandé un rappel.
mail-participation-reminder-text = Si vous ne pouvez pas venir, dites-le : la place peut faire plaisir à quelqu'un d'autre.
mail-participation-without-reminder = Ne plus me rappeler cet événement
mail-participation-without-hour = Plus de rappel une heure avant
mail-participation-without-day = Ne plus m'envoyer la liste du jour
mail-participation-without-week = Ne plus m'envoyer la liste de la semaine
mail-participation-without-pending = Ne plus m'écrire au sujet des demandes de participation
mail-participation-without-comments = Ne plus m'écrire au sujet des commentaires

mail-participation-days-subject = { $count ->
    [one] Aujourd'hui : un événement
   *[other] Aujourd'hui : { $count } événements
}
mail-participation-days-why = Vous recevez ce message parce que vous participez à ce qui suit et voulez le savoir le jour même.
mail-participation-weeks-subject = { $count ->
    [one] Cette semaine : un événement
   *[other] Cette semaine : { $count } événements
}
mail-participation-weeks-why = Vous recevez ce message parce que vous participez à ce qui suit et voulez le savoir en début de semaine.
mail-participation-pendings-subject = { $count ->
    [one] Une personne attend votre réponse
   *[other] { $count } personnes attendent votre réponse
}
mail-participation-pendings-why = Vous recevez ce message parce que vous organisez ces événements et que des personnes demandent à participer.
mail-participation-pending-count = { $count ->
    [one] Une personne attend.
   *[other] { $count } personnes attendent.
}

# La page derrière le lien de ces messages.
unsubscribe = Moins de messages
unsubscribe-do = Oui, plus de ces messages
unsubscribe-keep = Non, ne rien changer
unsubscribe-reminder = Nous ne vous rappellerions plus cet événement. Ce qu'il faut savoir, comme un changement d'heure, vous parviendra toujours.
unsubscribe-hour = Nous ne vous rappellerions plus les événements une heure avant.
unsubscribe-day = Nous ne vous enverrions plus la liste du jour.
unsubscribe-week = Nous ne vous enverrions plus la liste de la semaine.
unsubscribe-pending = Nous ne vous écririons plus au sujet des demandes de participation. Elles attendent toujours sur la page de l'événement.
unsubscribe-comments = Nous ne vous écririons plus au sujet des commentaires : ceux sur vos événements, les réponses aux vôtres et ceux qui vous citent. Ils restent sur les pages des événements.
unsubscribe-done = C'est fait
unsubscribe-reminder-done = Cet événement ne vous sera pas rappelé.
unsubscribe-hour-done = Il n'y aura plus de rappel une heure avant. Les réglages de votre compte permettent d'y revenir.
unsubscribe-day-done = La liste du jour ne vient plus. Les réglages de votre compte permettent d'y revenir.
unsubscribe-week-done = La liste de la semaine ne vient plus. Les réglages de votre compte permettent d'y revenir.
unsubscribe-pending-done = Nous n'écrivons plus au sujet des demandes. Les réglages de votre compte permettent d'y revenir.
unsubscribe-comments-done = Nous n'écrivons plus au sujet des commentaires. Les réglages de votre compte permettent d'y revenir.

elsewhere = L’ouvrir sur votre propre serveur
elsewhere-text = Si vous avez un compte sur un autre serveur, par exemple Mobilizon, Mastodon ou une autre Farandole, vous pouvez y ouvrir cet événement et y participer.
elsewhere-server = Votre serveur
elsewhere-server-hint = Par exemple evenements.example.org, ou votre adresse entière @vous@evenements.example.org
elsewhere-show = Montrez-moi le chemin
elsewhere-ways = Le chemin
elsewhere-go = L’ouvrir sur { $host }
elsewhere-mastodon = { $host } utilise Mastodon ou un logiciel proche
error-elsewhere-server = Ce n’est pas le nom d’un serveur. Écrivez-le comme dans evenements.example.org.
error-elsewhere-nothing = Rien de ce qui peut s’afficher ici ne se trouve à cette adresse. Vérifiez-la, ou ouvrez-la là d’où elle vient.
