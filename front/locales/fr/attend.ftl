# Participer : les mots de ces pages, à côté de ceux de l'événement.

participate-closed = Vous ne pouvez pas participer pour l’instant
participate-full = Toutes les places sont prises. Quand quelqu’un rend la sienne, elle se prend sur la page de l’événement.
participate-external = L’inscription à cet événement se fait sur un autre site.
participate-account = L’organisateur demande un compte. Connectez-vous, ou ouvrez-en un : c’est l’affaire d’une minute.
participate-others = Trouver d’autres événements
participate-name = Nom
participate-name-hint = Ce que l’organisateur voit dans la liste. Ce n’est pas forcément votre vrai nom.
participate-confirm-words = Voilà ce que l’organisateur verra. Vous pourrez le changer après avoir confirmé.
participate-reword = Ce que lit l’organisateur
participate-kept = C’est enregistré. L’organisateur lit cela désormais.
participate-remind-on = Nous vous écrirons la veille.
participate-remind-off = Nous ne vous écrirons pas la veille.
participate-remind-stop = Ne pas me le rappeler
participate-remind-kept = C’est enregistré.
participate-identities = Vos autres identités
participate-another = Participer avec une autre identité
attendance-unconfirmed = Il manque une étape
attendance-unconfirmed-text = Cliquez sur le bouton du courriel qui vous demande de confirmer. D’ici là, aucune place ne vous est gardée.
attendance-going-here = À bientôt !

guests = Qui participe
guests-states = Par réponse
guests-waiting = En attente
guests-coming = Viennent
guests-refused = Refusées
guests-unconfirmed = Non confirmées
guests-all = Toutes
guests-search = Nom, pseudonyme ou numéro de réservation
guests-nobody = Personne pour l’instant.
guests-not-found = Personne ne s’appelle ainsi dans cette liste.
guests-nameless = Quelqu’un
guests-seats = { $taken } places prises sur { $capacity }
guests-seats-free = { $count ->
    [0] Personne ne participe encore ; il y a de la place pour tous
    [one] 1 personne participe ; il y a de la place pour tous
   *[other] { $count } personnes participent ; il y a de la place pour tous
  }
guests-tick = Cocher { $name }
guests-accept = Accepter
guests-refuse = Refuser
guests-remove = Retirer
guests-accept-ticked = Accepter les personnes cochées
guests-refuse-ticked = Refuser les personnes cochées
guests-told = Chaque personne concernée reçoit un courriel. Vous pourrez changer votre réponse.
guests-accepted = { $count ->
    [one] 1 personne est acceptée et prévenue par courriel.
   *[other] { $count } personnes sont acceptées et prévenues par courriel.
  }
guests-turned-down = { $count ->
    [one] 1 personne est refusée et prévenue par courriel.
   *[other] { $count } personnes sont refusées et prévenues par courriel.
  }
guests-full = { $count ->
    [one] Il n’y a plus de place pour 1 personne. Augmentez le nombre de places, ou refusez d’abord quelqu’un.
   *[other] Il n’y a plus de place pour { $count } personnes. Augmentez le nombre de places, ou refusez d’abord quelqu’un.
  }
guests-not = { $count ->
    [one] 1 réponse n’était pas possible : la personne est partie, ou n’a pas confirmé son adresse.
   *[other] { $count } réponses n’étaient pas possibles : ces personnes sont parties, ou n’ont pas confirmé leur adresse.
  }
guests-none-ticked = Personne n’est coché. Cochez d’abord quelqu’un.
guests-away = À emporter
guests-sheet = Feuille à imprimer
guests-sheet-text = Imprimez cette page et cochez les gens à l’entrée.
guests-there = Présence
guests-export = Tableau (CSV)
guests-private = Vous seul voyez cette liste. Gardez-la avec le soin que chacun souhaiterait.
