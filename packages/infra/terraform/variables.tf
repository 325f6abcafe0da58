variable "region" {
  description = "Where the cluster is."
  type        = string
  default     = "ap-guangzhou"
}

variable "cluster_id" {
  description = "An existing VPC-CNI cluster (shared interfaces, tke-route-eni)."
  type        = string

  validation {
    condition     = can(regex("^cls-[a-z0-9]{8}$", var.cluster_id))
    error_message = "It looks like cls-a1b2c3d4."
  }
}

variable "subnet_id" {
  description = "A subnet of the cluster's VPC, in the zone where the nodes are to be, with 14 free addresses."
  type        = string

  validation {
    condition     = can(regex("^subnet-[a-z0-9]{8}$", var.subnet_id))
    error_message = "It looks like subnet-a1b2c3d4."
  }
}

variable "instance_type" {
  description = "Of the two nodes."
  type        = string
  default     = "SA2.MEDIUM2"
}

variable "key_ids" {
  description = "SSH keys for the nodes, skey-…; empty: no login."
  type        = list(string)
  default     = []
}

variable "switch_feature_on" {
  description = <<-EOT
    Switch security groups on for secondary interfaces, in the whole cluster. That changes the interfaces of every node, and
    `terraform destroy` does not switch it off again: the provider has no way back. `lab up --target tke` records what was there
    and restores it.
  EOT
  type        = bool
  default     = false
}

variable "owner" {
  description = "Whose it is: a tag on everything that can carry one."
  type        = string
}

variable "expires" {
  description = "Until when it is needed, 2026-11-23T12:00:00Z: a tag."
  type        = string
}
