# Ce qui n'a pas marché, et comment en sortir.
error-internal = Quelque chose n'a pas fonctionné de notre côté. C'est noté ; réessayez dans un instant.
error-unavailable = Nous ne pouvons pas répondre en ce moment. Rien n'est perdu ; réessayez dans quelques secondes.
error-not-found = Nous n'avons pas trouvé. Cela a peut-être été retiré, ou le lien est incomplet.
error-denied = Vous ne pouvez pas faire cela : { $deed }.
error-unauthenticated = Connectez-vous d'abord.
error-bad-bearer = Cette connexion n'est plus valable. Reconnectez-vous.
error-too-many = C'était un peu trop souvent. Attendez { $seconds ->
    [one] une seconde
   *[other] { $seconds } secondes
  } et réessayez.
error-too-short = Écrivez au moins { $min ->
    [one] un caractère
   *[other] { $min } caractères
  }.
error-too-long = Ce texte fait { $length } caractères ; { $max } au plus tiennent.
error-web-address = Ce n'est pas une adresse web. Elle ressemble à https://example.org/page.
error-unstorable = Ce texte contient des caractères qui ne peuvent pas être gardés. Retirez-les.
error-bad-id = Ce n'est pas un identifiant. Un identifiant est un nombre, comme « 42 ».
error-form-malformed = Ce formulaire est arrivé abîmé. Revenez en arrière, rechargez la page et réessayez.
error-form-too-large = Ce fichier est trop lourd. { $max } Mo au plus.
error-instances-host = Ce n’est pas un nom de serveur. Écrivez-le comme « evenements.example.org ».
error-instances-own = C’est ce serveur-ci.
error-instances-unreachable = { $host } n’a pas pu être joint, ou n’est pas un serveur que l’on peut suivre. Vérifiez le nom et réessayez plus tard.
error-federation-unusable = Ce qui se trouve à cette adresse ne peut pas être lu ici.
